/* Bytes to events: every sequence whole, byte by byte, and in a stream with others; and whatever a
 * broken line may send. */
#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/rng.h"

#include "../src/term/term_priv.h"

static void tell(struct lrs_str *out, const struct lrs_event *e)
{
    static const char *const mice[] = {"press", "drag", "release", "up", "down"};
    char name[16];
    if (e->type == LRS_EVENT_KEY)
        lrs_str_addf(out, "%s ", lrs_key_name(name, e->key));
    else if (e->type == LRS_EVENT_MOUSE)
        lrs_str_addf(out, "%s@%d,%d ", mice[e->mouse], e->x, e->y);
    else if (e->type == LRS_EVENT_BACKGROUND)
        lrs_str_add(out, e->light ? "light " : "dark ");
    else
        lrs_str_addf(out, "paste(%s) ", e->text);
}

/* Feeds BYTES in pieces of SIZE and tells the events; what is pending at the end is given up. */
static char *decode(struct lrs_decoder *d, const char *bytes, size_t n, size_t size)
{
    struct lrs_str out = {0};
    struct lrs_event e;
    for (size_t i = 0; i < n;) {
        size_t piece = n - i < size ? n - i : size;
        i += lrs_decoder_feed(d, (const unsigned char *)bytes + i, piece);
        while (lrs_decoder_next(d, false, &e))
            tell(&out, &e);
    }
    while (lrs_decoder_next(d, true, &e))
        tell(&out, &e);
    assert_int_equal(lrs_decoder_pending(d), LRS_PENDING_NONE);
    return lrs_str_take(&out);
}

static const struct {
    const char *bytes, *events;
} known[] = {
    {"a", "a "},
    {" ", "Space "},
    {"\t\r\n\x7f\b\x0c", "Tab Enter Enter BS BS C-l "},
    {"\033", "Esc "},
    {"\033\033", "Esc Esc "},
    {"\033x", "Esc x "},
    {"\033[A\033[B\033[C\033[D", "Up Down Right Left "},
    {"\033OA\033OB\033OC\033OD", "Up Down Right Left "},
    {"\033[1;2A\033[1;2B\033[1;2C\033[1;2D", "S-Up S-Down S-Right S-Left "},
    {"\033[1;5C\033[1;3C\033O2D", "S-Right Right S-Left "},
    {"\033[a\033[d", "S-Up S-Left "},
    {"\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~",
     "Home End Home End Home End Home End "},
    {"\033[5~\033[6~\033[2~\033[3~", "PgUp PgDn Ins Del "},
    {"\033[Z\033[1;2Z", "S-Tab S-Tab "},
    {"\033OP\033OQ\033OR\033OS\033[15~\033[24~", "F1 F2 F3 F4 F5 F12 "},
    {"\033[11~\033[[A\033[[E\033[1;2P", "F1 F1 F5 F1 "},
    {"\033Op\033Oy\033Ok\033OM\033Om", "0 9 + Enter - "},
    {"é→😀γ", "é → 😀 γ "},
    {"\033[<0;5;7M\033[<32;6;7M\033[<0;6;7m", "press@4,6 drag@5,6 release@5,6 "},
    {"\033[<64;1;1M\033[<65;500;200M", "up@0,0 down@499,199 "},
    {"\033[<2;5;7M\033[<35;5;7M\033[<66;1;1Mz", "z "},     /* other buttons, motion */
    {"\033[<16;5;7M\033[<4;5;7M", "press@4,6 press@4,6 "}, /* with Ctrl, with Shift */
    {"\033[M !!\033[M#!!\033[M`\"#", "press@0,0 release@0,0 up@1,2 "},
    {"\033[200~quit\rrrbbb\033[201~x", "paste(quit\nrrbbb) x "},
    {"\033[200~a\033[A\x01\033[20b\033[201~", "paste(a[A[20b) "},
    {"\033[200~\033[201~y", "y "},
    {"\033[200~never ends", "paste(never ends) "},
    {"\033[?1;2c\033[>0;276;0c\033[24;80R\033[0n\033[Iq", "q "}, /* answers to nobody's question */
    {"\033]10;rgb:0000/0000/0000\007a\033]0;t\033\\b\033P1$r0m\033\\c", "a b c "},
    {"\033]11;rgb:0000/1111/0000\007a\033]11;rgb:ffff/ffff/ffff\033\\b", "dark a light b "},
    {"\033]11;rgb:f/f/e\007\033]11;rgb:1c/1c/1c\007\033]11;rgb:zz/1c/1c\007c", "light dark c "},
    {"\033]broken\033[Ab", "Up b "},
    {"\033[1;2", ""}, /* half a sequence is no key */
    {"\033[999~\033[99Z;", "S-Tab ; "},
    {"\xff\x80"
     "a\xc3"
     "b\xe2\x82",
     "a b "},
    {"\033[\x01z", "C-a z "}, /* broken off by a control character */
};

static void sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i].bytes);
        for (size_t size = 1; size <= n; size++) {
            struct lrs_decoder d = {.len = 0};
            char *got = decode(&d, known[i].bytes, n, size);
            if (strcmp(got, known[i].events) != 0)
                fail_msg("case %zu in pieces of %zu: '%s', not '%s'", i, size, got,
                         known[i].events);
            lrs_free(got);
            lrs_decoder_free(&d);
        }
    }
}

static void taught_sequences(void **state)
{
    (void)state;
    struct lrs_decoder d = {.len = 0};
    lrs_decoder_learn(&d, "\033E", LRS_KEY_PAGE_UP);
    lrs_decoder_learn(&d, "\033Ox", LRS_KEY_END);
    lrs_decoder_learn(&d, "\v", LRS_KEY_UP); /* a single byte stays what it is */
    char *got = decode(&d, "\033E\033Ox\v\033D", 8, 1);
    assert_string_equal(got, "PgUp End C-k Esc D ");
    lrs_free(got);
    for (int i = 0; i < 2 * LRS_DECODE_LEARNED; i++)
        lrs_decoder_learn(&d, "\033@@", LRS_KEY_UP);
    assert_int_equal(d.n_learned, LRS_DECODE_LEARNED);
    lrs_decoder_free(&d);
}

static void what_is_pending(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        enum lrs_pending pending;
    } cases[] = {{"a", LRS_PENDING_NONE},
                 {"\033", LRS_PENDING_ESC},
                 {"\033[", LRS_PENDING_SEQUENCE},
                 {"\033[1;", LRS_PENDING_SEQUENCE},
                 {"\xe2\x82", LRS_PENDING_SEQUENCE},
                 {"\033]0;title", LRS_PENDING_SEQUENCE},
                 {"\033[200~abc", LRS_PENDING_PASTE},
                 {"\033[200~abc\033[201~", LRS_PENDING_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lrs_decoder d = {.len = 0};
        struct lrs_event e;
        lrs_decoder_feed(&d, (const unsigned char *)cases[i].bytes, strlen(cases[i].bytes));
        while (lrs_decoder_next(&d, false, &e))
            ;
        assert_int_equal(lrs_decoder_pending(&d), cases[i].pending);
        while (lrs_decoder_next(&d, true, &e))
            ;
        assert_int_equal(lrs_decoder_pending(&d), LRS_PENDING_NONE);
        lrs_decoder_free(&d);
    }
}

static void a_large_paste_is_one_event(void **state)
{
    (void)state;
    size_t n = LRS_PASTE_MAX + 5000;
    char *bytes = malloc(n + 20);
    memcpy(bytes, "\033[200~", 6);
    memset(bytes + 6, 'x', n);
    memcpy(bytes + 6 + n, "\033[201~q", 7);
    struct lrs_decoder d = {.len = 0};
    char *got = decode(&d, bytes, n + 13, 200);
    assert_int_equal(strlen(got), LRS_PASTE_MAX + strlen("paste() q "));
    assert_string_equal(got + strlen(got) - 2, "q ");
    lrs_free(got);
    lrs_decoder_free(&d);
    free(bytes);
}

/* Noise made of the pieces that sequences are made of. The same bytes give the same events whatever
 * the pieces they come in, as long as nobody gives up in between. */
static void noise(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\033",   "[", "O", "<",           ";", "1",    "200~", "201~",      "M",
        "m",      "A", "~", "]",           "P", "\\",   "\a",   "\xe2",      "\x82",
        "\xac",   "q", "0", "99999999999", "?", "\x01", "\xff", "\033[200~", "\033[201~",
        "\033[M", "R", "Z"};
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 21, "noise");
    for (int round = 0; round < 3000; round++) {
        struct lrs_str bytes = {0};
        for (int i = 0; i < 40; i++)
            lrs_str_add(&bytes, pieces[lrs_rng_below(&rng, sizeof pieces / sizeof *pieces)]);
        lrs_str_add(&bytes, "\033[201~\033\\\033\\"); /* end what may be open */
        struct lrs_decoder a = {.len = 0}, b = {.len = 0};
        char *whole = decode(&a, bytes.s, bytes.len, LRS_DECODE_BYTES);
        char *split = decode(&b, bytes.s, bytes.len, 1 + lrs_rng_below(&rng, 3));
        assert_string_equal(whole, split);
        lrs_free(whole);
        lrs_free(split);
        lrs_str_clear(&bytes);
        lrs_decoder_free(&a);
        lrs_decoder_free(&b);
    }
    for (int round = 0; round < 3000; round++) { /* and plain noise */
        char bytes[400];
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)lrs_rng_below(&rng, 256);
        struct lrs_decoder d = {.len = 0};
        lrs_free(decode(&d, bytes, sizeof bytes, 1 + lrs_rng_below(&rng, 300)));
        lrs_decoder_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences),       cmocka_unit_test(taught_sequences),
        cmocka_unit_test(what_is_pending), cmocka_unit_test(a_large_paste_is_one_event),
        cmocka_unit_test(noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
