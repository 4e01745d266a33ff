/* The screen, through curses: which bytes take a terminal over and give it back, and a canvas put
 * on it, changed cells only. Modes and signals are guard.c's; input is decode.c's; of curses we use
 * terminfo, the colours, and its way of sending as few bytes as possible. */
#include "config.h"

#include "term_priv.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include "lrscope/mem.h"

struct lrs_screen {
    SCREEN *screen;
    bool utf8;
    bool mouse;              /* wanted, and the terminal has one */
    bool modern;             /* an alternate screen: one that knows private modes */
    bool cursor;             /* shown */
    bool all, clear;         /* write every cell; and clear first */
    int w, h;                /* of the terminal, and of SHADOW */
    struct lrs_cell *shadow; /* what the terminal shows */
    struct lrs_colours colours;
    struct lrs_str bytes; /* taking over and giving back; room kept from time to time */
};

enum { SIZE_MAX_W = 4096, SIZE_MAX_H = 2048 };

/* Mouse: presses and wheel, drags, and reports as text; never mere motion (1003). */
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";

/* Curses has two ways to say no. */
const char *lrs_cap(const char *name)
{
    const char *s = tigetstr(name);
    return s && s != (const char *)-1 && *s ? s : NULL;
}

/* A pause reads "$<5>". */
void lrs_add_caps(struct lrs_str *out, const char *s)
{
    while (s && *s) {
        const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;
        if (!end)
            lrs_str_addn(out, s, 1);
        s = end ? end + 1 : s + 1;
    }
}

static void add_cap(struct lrs_str *out, const char *name)
{
    lrs_add_caps(out, lrs_cap(name));
}

/* What gives the terminal back: our modes off, plain colours, cursor, the main screen; where there
 * is no other screen, the last line. */
static void set_leave_bytes(struct lrs_screen *s)
{
    struct lrs_str *b = &s->bytes;
    lrs_str_clear(b);
    lrs_str_add(b, s->mouse ? mouse_off : "");
    lrs_str_add(b, s->modern ? paste_off : "");
    add_cap(b, "rmkx");
    add_cap(b, "sgr0");
    if (s->colours.terminal > 0)
        add_cap(b, "op");
    if (!s->modern && lrs_cap("cup")) {
        lrs_add_caps(b, tiparm(lrs_cap("cup"), s->h - 1, 0));
        add_cap(b, "el");
    }
    add_cap(b, "rmcup");
    add_cap(b, "cnorm"); /* last: some restore the cursor of then with the screen */
    lrs_guard_set_leave(b->s, b->len);
}

/* FIRST: curses has sent the beginning itself. */
static void take_over(struct lrs_screen *s, bool first)
{
    struct lrs_str *b = &s->bytes;
    set_leave_bytes(s);
    lrs_str_clear(b);
    if (!first)
        add_cap(b, "smcup");
    add_cap(b, "smkx");
    lrs_str_add(b, s->mouse ? mouse_on : "");
    lrs_str_add(b, s->modern ? paste_on : "");
    if (!first)
        add_cap(b, s->cursor ? "cnorm" : "civis");
    lrs_guard_enter(lrs_str_text(b), b->len);
    s->all = s->clear = true;
}

/* A serial line says 0x0; it is taken for the size of all terminals once. (What terminfo says cannot
 * be asked any more: curses writes the present size there.) */
void lrs_screen_size(int *w, int *h)
{
    struct winsize size = {0};
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    *w = size.ws_col > 0 ? size.ws_col : 80;
    *h = size.ws_row > 0 ? size.ws_row : 24;
    *w = *w < SIZE_MAX_W ? *w : SIZE_MAX_W;
    *h = *h < SIZE_MAX_H ? *h : SIZE_MAX_H;
}

struct lrs_screen *lrs_screen_open(const char *entry, bool mouse, bool colour, bool utf8,
                                   struct lrs_err *err)
{
    struct lrs_screen *s = LRS_NEW(struct lrs_screen);
    unsetenv("LINES"); /* they would win over the size that the terminal has */
    unsetenv("COLUMNS");
    s->screen = newterm(entry, stdout, stdin);
    if (!s->screen) {
        lrs_free(s);
        lrs_fail(err, "curses cannot open a terminal of type '%s'", entry);
        return NULL;
    }
    s->utf8 = utf8;
    s->modern = lrs_cap("smcup") && lrs_cap("rmcup");
    s->mouse = mouse && lrs_cap("kmous");
    cbreak();
    noecho();
    nonl();
    typeahead(-1); /* never look at the input in the middle of a frame */
    refresh();     /* curses' own beginning, before ours */
    lrs_colours_open(&s->colours, colour);
    int w, h;
    lrs_screen_size(&w, &h);
    lrs_screen_resize(s, w, h);
    curs_set(0);
    take_over(s, true);
    def_prog_mode();
    return s;
}

void lrs_screen_ask_background(struct lrs_screen *s)
{
    static const char question[] = "\033]11;?\033\\";
    if (s->modern && s->colours.terminal == 256)
        lrs_guard_write(question, sizeof question - 1);
}

int lrs_screen_colours(const struct lrs_screen *s)
{
    return s->colours.terminal;
}

bool lrs_screen_mouse(const struct lrs_screen *s)
{
    return s->mouse;
}

void lrs_screen_learn(struct lrs_decoder *d)
{
    static const struct {
        char name[8];
        uint32_t key;
    } keys[] = {
        {"kcuu1", LRS_KEY_UP},      {"kcud1", LRS_KEY_DOWN},      {"kcub1", LRS_KEY_LEFT},
        {"kcuf1", LRS_KEY_RIGHT},   {"kLFT", LRS_KEY_SHIFT_LEFT}, {"kRIT", LRS_KEY_SHIFT_RIGHT},
        {"kri", LRS_KEY_SHIFT_UP},  {"kind", LRS_KEY_SHIFT_DOWN}, {"kcbt", LRS_KEY_SHIFT_TAB},
        {"khome", LRS_KEY_HOME},    {"kend", LRS_KEY_END},        {"kpp", LRS_KEY_PAGE_UP},
        {"knp", LRS_KEY_PAGE_DOWN}, {"kich1", LRS_KEY_INSERT},    {"kdch1", LRS_KEY_DELETE},
        {"kent", LRS_KEY_ENTER},    {"kf1", LRS_KEY_F1},          {"kf2", LRS_KEY_F1 + 1},
        {"kf3", LRS_KEY_F1 + 2},    {"kf4", LRS_KEY_F1 + 3},      {"kf5", LRS_KEY_F1 + 4},
        {"kf6", LRS_KEY_F1 + 5},    {"kf7", LRS_KEY_F1 + 6},      {"kf8", LRS_KEY_F1 + 7},
        {"kf9", LRS_KEY_F1 + 8},    {"kf10", LRS_KEY_F1 + 9},     {"kf11", LRS_KEY_F1 + 10},
        {"kf12", LRS_KEY_F1 + 11},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *bytes = lrs_cap(keys[i].name);
        if (bytes)
            lrs_decoder_learn(d, bytes, keys[i].key);
    }
}

void lrs_screen_resize(struct lrs_screen *s, int w, int h)
{
    lrs_free(s->shadow);
    s->shadow = LRS_ARRAY(struct lrs_cell, (size_t)w * (size_t)h);
    s->w = w;
    s->h = h;
    resize_term(h, w);
    set_leave_bytes(s);
    s->all = s->clear = true;
}

void lrs_screen_repaint(struct lrs_screen *s)
{
    s->all = s->clear = true;
}

static void put(int x, int y, uint32_t cp, attr_t attributes, int pair)
{
    wchar_t text[2] = {(wchar_t)cp, L'\0'};
    cchar_t cell;
    if (setcchar(&cell, text, attributes, (short)pair, NULL) == OK)
        mvadd_wch(y, x, &cell); /* fails for the last cell of all, after having put it */
}

/* What libc and we think differently wide about would shift the rest of the line. */
static bool is_showable(const struct lrs_screen *s, uint32_t cp)
{
    if (cp < 0x7f)
        return cp >= 0x20;
    int width = lrs_utf8_width(cp);
    return s->utf8 && width > 0 && wcwidth((wchar_t)cp) == width;
}

static void put_cell(struct lrs_screen *s, const struct lrs_canvas *c, int x, int y)
{
    const struct lrs_cell *cell = &c->cell[(size_t)y * (size_t)c->w + (size_t)x];
    if (cell->flags & LRS_CELL_CONT)
        return;
    unsigned flags = lrs_colours_flags(&s->colours, cell);
    attr_t attributes = (flags & LRS_CELL_BOLD ? A_BOLD : 0) |
                        (flags & LRS_CELL_REVERSE ? A_REVERSE : 0) |
                        (flags & LRS_CELL_UNDERLINE ? A_UNDERLINE : 0);
    int pair = lrs_colours_pair(&s->colours, c, cell);
    bool wide = x + 1 < c->w && cell[1].flags & LRS_CELL_CONT;
    if (is_showable(s, cell->cp) && (lrs_utf8_width(cell->cp) == 1 || (wide && x + 1 < s->w))) {
        put(x, y, cell->cp, attributes, pair);
        return;
    }
    put(x, y, cell->cp == 0 ? ' ' : '?', attributes, pair);
    if (wide && x + 1 < s->w)
        put(x + 1, y, ' ', attributes, pair);
}

static bool same_cell(const struct lrs_cell *a, const struct lrs_cell *b)
{
    return a->cp == b->cp && a->fg == b->fg && a->bg == b->bg && a->flags == b->flags;
}

static void show_cursor(struct lrs_screen *s, const struct lrs_canvas *c)
{
    bool show = c->cursor_x >= 0 && c->cursor_x < s->w && c->cursor_y >= 0 && c->cursor_y < s->h;
    /* A terminal that cannot hide its cursor gets it into the corner. */
    move(show ? c->cursor_y : s->h - 1, show ? c->cursor_x : s->w - 1);
    leaveok(stdscr, !show && lrs_cap("civis"));
    if (show != s->cursor)
        curs_set(show);
    s->cursor = show;
}

void lrs_screen_present(struct lrs_screen *s, const struct lrs_canvas *c,
                        const struct lrs_theme *theme, bool paint)
{
    if (lrs_colours_theme(&s->colours, theme, paint))
        s->all = true;
    if (s->all)
        erase();
    int w = c->w < s->w ? c->w : s->w, h = c->h < s->h ? c->h : s->h;
    for (int y = 0; y < h; y++) {
        const struct lrs_cell *row = &c->cell[(size_t)y * (size_t)c->w];
        struct lrs_cell *shown = &s->shadow[(size_t)y * (size_t)s->w];
        for (int x = 0; x < w; x++) {
            if (s->all || !same_cell(&row[x], &shown[x]))
                put_cell(s, c, x, y);
            shown[x] = row[x];
        }
    }
    if (s->clear)
        clearok(curscr, TRUE);
    show_cursor(s, c);
    refresh();
    s->all = s->clear = false;
}

void lrs_screen_enter(struct lrs_screen *s)
{
    take_over(s, false);
}

static void add_base64(struct lrs_str *out, const unsigned char *p, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) |
                     (i + 2 < n ? (unsigned)p[i + 2] : 0);
        const char four[] = {digit[v >> 18], digit[v >> 12 & 63],
                             i + 1 < n ? digit[v >> 6 & 63] : '=', i + 2 < n ? digit[v & 63] : '='};
        lrs_str_addn(out, four, sizeof four);
    }
}

void lrs_screen_copy(struct lrs_screen *s, const char *text)
{
    if (!s->modern)
        return;
    struct lrs_str out = {0};
    lrs_str_add(&out, "\033]52;c;");
    add_base64(&out, (const unsigned char *)text, strlen(text));
    lrs_str_add(&out, "\a");
    lrs_guard_write(out.s, out.len);
    lrs_str_clear(&out);
}

void lrs_screen_print(struct lrs_screen *s, const struct lrs_canvas *c,
                      const struct lrs_theme *theme, bool paint, struct lrs_str *out)
{
    lrs_colours_theme(&s->colours, theme, paint);
    lrs_picture_print(&s->colours, s->utf8, c, out);
}

void lrs_screen_close(struct lrs_screen *s)
{
    lrs_guard_leave();
    delscreen(s->screen);
    lrs_colours_close(&s->colours);
    lrs_free(s->shadow);
    lrs_str_clear(&s->bytes);
    lrs_free(s);
}
