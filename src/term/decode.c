/* Bytes to events: UTF-8, the sequences of xterm, rxvt, the Linux console and the VT family, what
 * terminfo adds for others, SGR and X10 mouse reports, bracketed paste. A pure function of the
 * bytes: time enters only as GIVE_UP. Whatever arrives, nothing is read beyond the buffer and
 * nothing unknown becomes a key. */
#include "term_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes a sequence took, 0 = it is not complete. */
struct parsed {
    size_t used;
    bool event;
};

static const struct parsed incomplete = {0};

static struct parsed skip(size_t n)
{
    return (struct parsed){.used = n};
}

static struct parsed key(struct lrs_event *e, size_t n, uint32_t k)
{
    *e = (struct lrs_event){.type = LRS_EVENT_KEY, .key = k};
    return (struct parsed){.used = n, .event = k != LRS_KEY_NONE};
}

/* Shift, or Ctrl (which some hands prefer for the same), makes the bigger step. MODIFIER is xterm's:
 * 1 + a set of bits. */
static uint32_t modified(uint32_t k, int modifier)
{
    if (modifier < 2 || !((modifier - 1) & 5))
        return k;
    switch (k) {
    case LRS_KEY_UP:
        return LRS_KEY_SHIFT_UP;
    case LRS_KEY_DOWN:
        return LRS_KEY_SHIFT_DOWN;
    case LRS_KEY_LEFT:
        return LRS_KEY_SHIFT_LEFT;
    case LRS_KEY_RIGHT:
        return LRS_KEY_SHIFT_RIGHT;
    case LRS_KEY_TAB:
        return LRS_KEY_SHIFT_TAB;
    default:
        return k;
    }
}

/* The last byte of CSI and SS3 sequences. */
static uint32_t letter_key(unsigned char c)
{
    static const struct {
        char c;
        uint32_t key;
    } table[] = {
        {'A', LRS_KEY_UP},         {'B', LRS_KEY_DOWN},        {'C', LRS_KEY_RIGHT},
        {'D', LRS_KEY_LEFT},       {'H', LRS_KEY_HOME},        {'F', LRS_KEY_END},
        {'Z', LRS_KEY_SHIFT_TAB},  {'P', LRS_KEY_F1},          {'Q', LRS_KEY_F1 + 1},
        {'R', LRS_KEY_F1 + 2},     {'S', LRS_KEY_F1 + 3},      {'a', LRS_KEY_SHIFT_UP},
        {'b', LRS_KEY_SHIFT_DOWN}, {'c', LRS_KEY_SHIFT_RIGHT}, {'d', LRS_KEY_SHIFT_LEFT},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if ((unsigned char)table[i].c == c)
            return table[i].key;
    }
    return LRS_KEY_NONE;
}

/* CSI n ~ */
static uint32_t tilde_key(int n)
{
    static const uint32_t table[] = {
        [1] = LRS_KEY_HOME,     [2] = LRS_KEY_INSERT,   [3] = LRS_KEY_DELETE,
        [4] = LRS_KEY_END,      [5] = LRS_KEY_PAGE_UP,  [6] = LRS_KEY_PAGE_DOWN,
        [7] = LRS_KEY_HOME,     [8] = LRS_KEY_END,      [11] = LRS_KEY_F1,
        [12] = LRS_KEY_F1 + 1,  [13] = LRS_KEY_F1 + 2,  [14] = LRS_KEY_F1 + 3,
        [15] = LRS_KEY_F1 + 4,  [17] = LRS_KEY_F1 + 5,  [18] = LRS_KEY_F1 + 6,
        [19] = LRS_KEY_F1 + 7,  [20] = LRS_KEY_F1 + 8,  [21] = LRS_KEY_F1 + 9,
        [23] = LRS_KEY_F1 + 10, [24] = LRS_KEY_F1 + 11,
    };
    return n >= 0 && n < (int)(sizeof table / sizeof *table) ? table[n] : LRS_KEY_NONE;
}

/* The keypad in application mode: ESC O j .. y is * + , - . / 0 .. 9. */
static uint32_t keypad_key(unsigned char c)
{
    if (c >= 'j' && c <= 'y')
        return (uint32_t)("*+,-./0123456789"[c - 'j']);
    return c == 'M' ? LRS_KEY_ENTER : c == 'X' ? '=' : c == ' ' ? ' ' : LRS_KEY_NONE;
}

/* B as in SGR reports: button, 4 8 16 modifiers, 32 motion, 64 wheel. */
static struct parsed mouse(struct lrs_event *e, size_t used, int b, int x, int y, bool release)
{
    *e = (struct lrs_event){.type = LRS_EVENT_MOUSE, .x = x - 1, .y = y - 1};
    int button = b & ~(4 | 8 | 16);
    if (button == 64)
        e->mouse = LRS_MOUSE_WHEEL_UP;
    else if (button == 65)
        e->mouse = LRS_MOUSE_WHEEL_DOWN;
    else if (button == 0)
        e->mouse = release ? LRS_MOUSE_RELEASE : LRS_MOUSE_PRESS;
    else if (button == 32)
        e->mouse = LRS_MOUSE_DRAG;
    else if (button == 3)
        e->mouse = LRS_MOUSE_RELEASE; /* X10 does not say of which */
    else
        return skip(used); /* other buttons, the sideways wheel */
    return (struct parsed){.used = used, .event = x > 0 && y > 0};
}

enum { PARAMS = 4 };

/* Numbers between semicolons; what is missing is 0. */
static void read_params(const unsigned char *s, size_t n, int param[PARAMS])
{
    int k = 0;
    memset(param, 0, PARAMS * sizeof *param);
    for (size_t i = 0; i < n && k < PARAMS; i++) {
        if (s[i] == ';')
            k++;
        else if (s[i] >= '0' && s[i] <= '9' && param[k] < 100000)
            param[k] = param[k] * 10 + (s[i] - '0');
    }
}

/* What the bytes between "ESC [" and FINAL mean. */
static struct parsed csi_event(struct lrs_decoder *d, struct lrs_event *e, size_t used,
                               const unsigned char *args, size_t n, unsigned char final)
{
    int p[PARAMS];
    bool sgr = n > 0 && args[0] == '<';
    if (n > 0 && !sgr && (args[0] < '0' || args[0] > ';'))
        return skip(used); /* private: an answer to somebody else's question */
    read_params(args + sgr, n - sgr, p);
    if (sgr)
        return final == 'M' || final == 'm' ? mouse(e, used, p[0], p[1], p[2], final == 'm')
                                            : skip(used);
    if (final == '~' && p[0] == 200) {
        d->pasting = true;
        return skip(used);
    }
    if (final == '~')
        return key(e, used, modified(tilde_key(p[0]), p[1]));
    if (final == 'R' && p[0] > 1)
        return skip(used); /* a cursor position, not F3 */
    return key(e, used, modified(letter_key(final), p[1]));
}

static struct parsed parse_csi(struct lrs_decoder *d, struct lrs_event *e)
{
    const unsigned char *s = d->buf;
    if (d->len > 2 && s[2] == 'M') { /* X10: three bytes, each 32 too large */
        if (d->len < 6)
            return incomplete;
        return mouse(e, 6, s[3] - 32, s[4] - 32, s[5] - 32, false);
    }
    if (d->len > 2 && s[2] == '[') /* the Linux console's F1 to F5 */
        return d->len < 4 ? incomplete
                          : key(e, 4, s[3] >= 'A' && s[3] <= 'E' ? LRS_KEY_F1 + s[3] - 'A' : 0);
    for (size_t i = 2; i < d->len; i++) {
        if (s[i] >= 0x40 && s[i] <= 0x7e)
            return csi_event(d, e, i + 1, s + 2, i - 2, s[i]);
        if (s[i] < 0x20 || s[i] > 0x7e)
            return skip(i); /* broken off; the rest begins anew */
    }
    return d->len == sizeof d->buf ? skip(d->len) : incomplete;
}

static struct parsed parse_ss3(struct lrs_decoder *d, struct lrs_event *e)
{
    int modifier = 0;
    for (size_t i = 2; i < d->len; i++) {
        unsigned char c = d->buf[i];
        if (c >= '0' && c <= '9' && i < 4) { /* ESC O 2 A, as old ones say Shift */
            modifier = c - '0';
            continue;
        }
        if (c < 0x20 || c > 0x7e)
            return skip(i);
        uint32_t k = keypad_key(c);
        return key(e, i + 1, k ? k : modified(letter_key(c), modifier));
    }
    return incomplete;
}

/* Sequences of this terminal. */
static struct parsed parse_learned(const struct lrs_decoder *d, struct lrs_event *e, bool *prefix)
{
    for (int i = 0; i < d->n_learned; i++) {
        size_t n = d->learned[i].len, have = d->len < n ? d->len : n;
        if (memcmp(d->buf, d->learned[i].bytes, have) != 0)
            continue;
        if (have == n)
            return key(e, n, d->learned[i].key);
        *prefix = true;
    }
    return incomplete;
}

static struct parsed parse_escape(struct lrs_decoder *d, struct lrs_event *e)
{
    bool prefix = false;
    struct parsed p = parse_learned(d, e, &prefix);
    if (p.used > 0 || d->len < 2)
        return p;
    switch (d->buf[1]) {
    case '[':
        return parse_csi(d, e);
    case 'O':
        return parse_ss3(d, e);
    case ']': /* strings of answers: all but one are skipped to their end */
    case 'P':
    case '_':
    case '^':
        d->string = true;
        d->answer[0] = '\0';
        return skip(2);
    default:
        return prefix ? incomplete : key(e, 1, LRS_KEY_ESC); /* Esc, then a key */
    }
}

static struct parsed parse_text(const struct lrs_decoder *d, struct lrs_event *e)
{
    unsigned char c = d->buf[0];
    if (c < 0x80) {
        uint32_t k = c == '\b'   ? (uint32_t)LRS_KEY_BACKSPACE
                     : c == '\n' ? (uint32_t)LRS_KEY_ENTER
                                 : c;
        return key(e, 1, k);
    }
    size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc2 ? 2 : 1;
    char text[5] = {0};
    memcpy(text, d->buf, d->len < want ? d->len : want);
    for (size_t i = 1; i < want; i++) {
        if (i >= d->len)
            return incomplete;
        if ((d->buf[i] & 0xc0) != 0x80)
            break;
    }
    const char *s = text;
    uint32_t cp = lrs_utf8_next(&s);
    bool good = cp != 0xfffd && cp >= 0xa0;
    return key(e, (size_t)(s - text), good ? cp : (uint32_t)LRS_KEY_NONE);
}

static void keep_answer(struct lrs_decoder *d, size_t n)
{
    size_t have = strlen(d->answer), room = sizeof d->answer - 1 - have;
    memcpy(d->answer + have, d->buf, n < room ? n : room);
    d->answer[have + (n < room ? n : room)] = '\0';
}

/* "11;rgb:ffff/ffff/ffff" is the background, each part of one to four digits. */
static struct parsed end_string(struct lrs_decoder *d, struct lrs_event *e, size_t used)
{
    static const double weight[3] = {0.2126, 0.7152, 0.0722}; /* of red, green and blue */
    char part[3][5];
    double brightness = 0;
    d->string = false;
    if (sscanf(d->answer, "11;rgb:%4[0-9A-Fa-f]/%4[0-9A-Fa-f]/%4[0-9A-Fa-f]", part[0], part[1],
               part[2]) != 3)
        return skip(used);
    for (int i = 0; i < 3; i++)
        brightness += weight[i] * (double)strtoul(part[i], NULL, 16) /
                      (double)((1u << (4 * strlen(part[i]))) - 1);
    *e = (struct lrs_event){.type = LRS_EVENT_BACKGROUND, .light = brightness > 0.5};
    return (struct parsed){.used = used, .event = true};
}

/* To the end of a control string: BEL or ESC \. Any other sequence breaks it off. */
static struct parsed parse_string(struct lrs_decoder *d, struct lrs_event *e)
{
    size_t i = 0;
    while (i < d->len && d->buf[i] != '\a' && d->buf[i] != 0x1b)
        i++;
    keep_answer(d, i);
    if (i < d->len && d->buf[i] == '\a')
        return end_string(d, e, i + 1);
    if (i > 0 || d->len == 1)
        return skip(i); /* 0 where an ESC waits for what follows it */
    if (d->buf[1] == '\\')
        return end_string(d, e, 2);
    d->string = false;
    return parse_escape(d, e);
}

static const char paste_end[] = "\033[201~";
enum { PASTE_END = sizeof paste_end - 1 };

/* Line ends become '\n'; other control characters are of no use in any field. */
static void add_pasted(struct lrs_decoder *d, const unsigned char *s, size_t n)
{
    for (size_t i = 0; i < n && d->paste.len < LRS_PASTE_MAX; i++) {
        char c = s[i] == '\r' ? '\n' : (char)s[i];
        if ((unsigned char)c >= 0x20 ? c != 0x7f : c == '\n' || c == '\t')
            lrs_str_addn(&d->paste, &c, 1);
    }
}

static struct parsed end_paste(struct lrs_decoder *d, struct lrs_event *e, size_t used)
{
    lrs_str_clear(&d->done);
    d->done = d->paste;
    d->paste = (struct lrs_str){0};
    d->pasting = false;
    *e = (struct lrs_event){.type = LRS_EVENT_PASTE, .text = lrs_str_text(&d->done)};
    return (struct parsed){.used = used, .event = d->done.len > 0};
}

static struct parsed parse_paste(struct lrs_decoder *d, struct lrs_event *e)
{
    for (size_t i = 0; i < d->len; i++) {
        size_t have = d->len - i < PASTE_END ? d->len - i : PASTE_END;
        if (memcmp(d->buf + i, paste_end, have) != 0)
            continue;
        add_pasted(d, d->buf, i);
        if (have == PASTE_END)
            return end_paste(d, e, i + PASTE_END);
        return skip(i);
    }
    add_pasted(d, d->buf, d->len);
    return skip(d->len);
}

static struct parsed parse(struct lrs_decoder *d, struct lrs_event *e)
{
    if (d->pasting)
        return parse_paste(d, e);
    if (d->string)
        return parse_string(d, e);
    return d->buf[0] == 0x1b ? parse_escape(d, e) : parse_text(d, e);
}

/* The rest will not come: a lone Esc is the key, half a sequence is nothing, a paste ends here. */
static struct parsed parse_rest(struct lrs_decoder *d, struct lrs_event *e)
{
    if (d->pasting) {
        add_pasted(d, d->buf, d->len);
        return end_paste(d, e, d->len);
    }
    d->string = false;
    return d->len == 1 && d->buf[0] == 0x1b ? key(e, 1, LRS_KEY_ESC) : skip(d->len);
}

bool lrs_decoder_next(struct lrs_decoder *d, bool give_up, struct lrs_event *e)
{
    if (give_up && d->len == 0)
        d->string = false;
    while (d->len > 0 || (give_up && d->pasting)) {
        struct parsed p = d->len > 0 ? parse(d, e) : incomplete;
        if (p.used == 0 && !p.event) {
            if (!give_up)
                return false;
            p = parse_rest(d, e);
        }
        d->len -= p.used;
        memmove(d->buf, d->buf + p.used, d->len);
        if (p.event)
            return true;
    }
    return false;
}

enum lrs_pending lrs_decoder_pending(const struct lrs_decoder *d)
{
    if (d->pasting)
        return LRS_PENDING_PASTE;
    if (d->len == 0 && !d->string)
        return LRS_PENDING_NONE;
    return d->len == 1 && d->buf[0] == 0x1b && !d->string ? LRS_PENDING_ESC : LRS_PENDING_SEQUENCE;
}

size_t lrs_decoder_feed(struct lrs_decoder *d, const unsigned char *bytes, size_t n)
{
    size_t room = sizeof d->buf - d->len;
    n = n < room ? n : room;
    memcpy(d->buf + d->len, bytes, n);
    d->len += n;
    return n;
}

/* One byte is a key in its own right, whatever terminfo calls it. */
void lrs_decoder_learn(struct lrs_decoder *d, const char *bytes, uint32_t k)
{
    size_t n = strlen(bytes);
    if (n < 2 || n > sizeof d->learned[0].bytes || bytes[0] != 0x1b ||
        d->n_learned == LRS_DECODE_LEARNED)
        return;
    memcpy(d->learned[d->n_learned].bytes, bytes, n);
    d->learned[d->n_learned].len = (unsigned char)n;
    d->learned[d->n_learned++].key = k;
}

void lrs_decoder_free(struct lrs_decoder *d)
{
    lrs_str_clear(&d->paste);
    lrs_str_clear(&d->done);
}
