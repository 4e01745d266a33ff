/* The whole program in a pseudo-terminal: however it ends the terminal is as it was, whatever size
 * it gets and whatever is typed it goes on, and paused it does nothing. */
#include "config.h"

#include "check.h"

#include <ftw.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lrscope/rng.h"

#include "term/pty.h"

static char program[4096];

#define ENV(...)                                                                                   \
    ((const char *const[]){"TERM=xterm-256color", "LC_ALL=C.UTF-8", "LANG", "NO_COLOR",            \
                           __VA_ARGS__, NULL})
#define ARGV(...) ((const char *const[]){program, __VA_ARGS__})

/* Started and showing its last line. */
static void start(struct pty *p, const char *const *env)
{
    pty_start(p, &(struct pty_setup){.argv = ARGV(NULL), .env = env, .w = 100, .h = 30});
    pty_wait_text(p, "lrscope");
    pty_wait_text(p, "Space");
}

static void expect_exit(struct pty *p, int status)
{
    pty_wait_end(p, PTY_PATIENCE);
    assert_true(WIFEXITED(p->status));
    assert_int_equal(WEXITSTATUS(p->status), status);
    pty_expect_restored(p);
    pty_end(p);
}

static void quits(void **state)
{
    (void)state;
    static const char *const ways[] = {"q", ":quit\r", " q", "?\033q", "Q"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct pty p;
        start(&p, ENV("COLUMNS"));
        pty_send(&p, ways[i]);
        expect_exit(&p, 0);
    }
}

static void every_signal_restores(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV,
                                  SIGABRT, SIGFPE, SIGBUS, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty p;
        start(&p, ENV("COLUMNS"));
        pty_signal(&p, signals[i]); /* in the midst of training, whichever thread gets it */
        pty_wait_end(&p, PTY_PATIENCE);
        assert_true(WIFSIGNALED(p.status));
        assert_int_equal(WTERMSIG(p.status), signals[i]);
        pty_expect_restored(&p);
        pty_end(&p);
    }
}

static void a_lost_terminal_ends_it(void **state)
{
    (void)state;
    struct pty p;
    pty_start(
        &p, &(struct pty_setup){
                .argv = ARGV(NULL), .env = ENV("COLUMNS"), .w = 100, .h = 30, .ignore_hup = true});
    pty_wait_text(&p, "Space");
    double before = pty_now();
    pty_hang_up(&p);
    pty_wait_end(&p, PTY_PATIENCE);
    assert_true(pty_now() - before < 1);
    pty_end(&p);
}

/* The row in which TEXT begins, from the top; -1 = none. */
static int row_with(const struct pty *p, const char *text)
{
    for (int y = 0; y < p->h; y++) {
        char row[2048] = "";
        VTermRect r = {.start_row = y, .end_row = y + 1, .start_col = 0, .end_col = p->w};
        size_t n = vterm_screen_get_text(p->screen, row, sizeof row - 1, r);
        row[n] = '\0';
        if (strstr(row, text))
            return y;
    }
    return -1;
}

/* Q leaves the last frame on the normal screen, in its colours and with plain ones after it; the
 * cursor stands below it, whatever the size was and has become. */
static void leaves_the_picture(void **state)
{
    (void)state;
    static const struct {
        const char *term, *colour; /* what sets one; NULL = nothing may */
        int w, h;
    } ways[] = {{"TERM=xterm-256color", "\033[38;5;", 80, 24},
                {"TERM=tmux-256color", "\033[38;5;", 60, 18},
                {"TERM=xterm", "\033[36m", 120, 40},
                {"TERM=vt100", NULL, 80, 24}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct pty p;
        pty_start(&p,
                  &(struct pty_setup){.argv = ARGV(NULL),
                                      .env = (const char *const[]){ways[i].term, "LC_ALL=C.UTF-8",
                                                                   "LANG", "NO_COLOR", NULL},
                                      .w = 100,
                                      .h = 30});
        pty_wait_text(&p, "Space");
        pty_resize(&p, ways[i].w, ways[i].h);
        size_t from = p.log_len;
        pty_send(&p, "Q"); /* before there was a frame of that size */
        pty_wait_end(&p, PTY_PATIENCE);
        pty_expect_restored(&p);
        pty_wait_text(&p, "Space");
        VTermPos cursor;
        vterm_state_get_cursorpos(vterm_obtain_state(p.vt), &cursor);
        assert_int_equal(row_with(&p, "Space"), ways[i].h - 2);
        assert_int_equal(cursor.row, ways[i].h - 1);
        assert_int_equal(cursor.col, 0);
        const char *colour = ways[i].colour;
        if (colour)
            assert_true(pty_log_has(&p, from, colour));
        else
            assert_false(pty_log_has(&p, from, "\033[3"));
        pty_end(&p);
    }
}

/* Presses and releases the left button at (X, Y), from 0. */
static void click(struct pty *p, int x, int y)
{
    char bytes[64];
    snprintf(bytes, sizeof bytes, "\033[<0;%d;%dM\033[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1);
    pty_send(p, bytes);
}

static void the_mouse(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("COLUMNS"));
    pty_wait_text(&p, "RUNNING");
    pty_wait_text(&p, " acc "); /* an epoch is over; before the first step it would be READY again */
    click(&p, 3, row_with(&p, "RUNNING"));
    pty_wait_text(&p, "PAUSED");
    click(&p, 3, 29); /* the first hint of the last line, the space bar */
    pty_wait_text(&p, "RUNNING");
    int row = row_with(&p, "eta_min");
    click(&p, 75, row);
    char wheel[32];
    snprintf(wheel, sizeof wheel, "\033[<64;75;%dM", row + 1);
    pty_send(&p, wheel);
    pty_wait_text(&p, "eta_min 0 ->");
    pty_wait_text(&p, "\u25b8 eta_min"); /* of the same frame, which comes in pieces */
    assert_int_equal(row_with(&p, "\u25b8 eta_min"), row);
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

static void stops_and_continues(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("COLUMNS"));
    for (int round = 0; round < 2; round++) {
        pty_send(&p, "\x1a");
        pty_wait_stopped(&p);
        pty_expect_restored(&p);
        pty_continue(&p);
        pty_wait_text(&p, "Space");
        assert_true(p.alternate);
    }
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

/* Any size, with everything open that can be open. */
static void any_size_with_anything_open(void **state)
{
    (void)state;
    static const char *const open[] = {"", "s", "o", "p", "O", "?", ":set ", "f", "e", "z", "\r"};
    static const int sizes[][2] = {{1, 1},  {40, 12}, {300, 100}, {0, 0}, {2, 60},
                                   {60, 2}, {39, 11}, {200, 60},  {7, 7}};
    struct pty p;
    start(&p, ENV("COLUMNS"));
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        pty_send(&p, open[i]);
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            pty_resize(&p, sizes[k][0], sizes[k][1]);
            pty_send(&p, k % 2 ? "\033[A" : "\033[B");
            pty_pump(&p, 5);
        }
        pty_resize(&p, 100, 30);
        pty_watch(&p, 50); /* a lone Esc is known as one when nothing follows */
        pty_send(&p, "\033");
        pty_watch(&p, 50);
        pty_send(&p, "\033");
        pty_watch(&p, 50);
    }
    pty_wait_text(&p, "lrscope");
    pty_wait_text(&p, "Space");
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

/* Whatever a cat on the keyboard types, but for the keys that end or stop it. */
static void random_keys(void **state)
{
    (void)state;
    static const char *const special[] = {"\033[A",
                                          "\033[B",
                                          "\033[C",
                                          "\033[D",
                                          "\033[1;2C",
                                          "\033[1;2D",
                                          "\r",
                                          "\033",
                                          "\t",
                                          "\033[Z",
                                          "\x7f",
                                          "\x0c",
                                          "\033[5~",
                                          "\033[6~",
                                          "\033[H",
                                          "\033[<0;20;8M",
                                          "\033[<0;20;8m",
                                          "\033[<64;9;9M",
                                          "\033[200~0.5\033[201~"};
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 1, "keys");
    struct pty p;
    start(&p, ENV("COLUMNS"));
    for (int i = 0; i < 1500; i++) {
        char key[2] = {(char)(' ' + lrs_rng_below(&rng, 95)), '\0'};
        bool quits = key[0] == 'q' || key[0] == 'Q';
        pty_send(&p, quits || i % 3 == 0
                         ? special[lrs_rng_below(&rng, sizeof special / sizeof *special)]
                         : key);
        if (i % 10 == 0)
            pty_pump(&p, 3);
        if (i % 100 == 0)
            pty_resize(&p, 20 + (int)lrs_rng_below(&rng, 150), 5 + (int)lrs_rng_below(&rng, 50));
        assert_false(p.ended);
    }
    pty_resize(&p, 100, 30);
    for (int i = 0; i < 4; i++) {
        pty_send(&p, "\033");
        pty_watch(&p, 60);
    }
    pty_wait_text(&p, "lrscope");
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

static void paused_does_nothing(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("COLUMNS"));
    pty_send(&p, " ");
    pty_watch(&p, 6000); /* a message that goes away may be on the screen */
    double before = pty_cpu(&p);
    assert_int_equal(pty_watch(&p, 1000), 0);
    assert_true(pty_cpu(&p) - before < 0.002);
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

static void plain_surroundings(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("LC_ALL=C", "NO_COLOR=1"));
    pty_send(&p, "?");
    pty_watch(&p, 300);
    for (size_t i = 0; i < p.log_len; i++)
        assert_true((unsigned char)p.log[i] < 0x80);
    assert_false(pty_log_has(&p, 0, "[38;5") || pty_log_has(&p, 0, "[48;5"));
    pty_send(&p, "\033");
    pty_watch(&p, 60);
    pty_send(&p, "q");
    expect_exit(&p, 0);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static char folder[] = "test-instrument-XXXXXX";
static char back[4096];

/* What random keys may export goes into a folder of its own. */
static int enter_folder(void **state)
{
    (void)state;
    return getcwd(back, sizeof back) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    return chdir(back) == 0 ? nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS) : -1;
}

int main(int argc, char **argv)
{
    const char *dir = getenv("LRSCOPE_BUILDDIR");
    char *here = realpath(argc > 1 ? argv[1] : dir ? dir : ".", NULL);
    snprintf(program, sizeof program, "%s%s", here ? here : "", argc > 1 ? "" : "/lrscope");
    free(here);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quits),
        cmocka_unit_test(every_signal_restores),
        cmocka_unit_test(a_lost_terminal_ends_it),
        cmocka_unit_test(leaves_the_picture),
        cmocka_unit_test(the_mouse),
        cmocka_unit_test(stops_and_continues),
        cmocka_unit_test(any_size_with_anything_open),
        cmocka_unit_test(random_keys),
        cmocka_unit_test(paused_does_nothing),
        cmocka_unit_test(plain_surroundings),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder) != 0;
}
