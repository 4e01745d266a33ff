/* The terminal floor in a real pseudo-terminal, with a test card for a user interface: every way in
 * and out, keys in pieces, any size, slow and lost terminals. */
#include "config.h"

#include "check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "term/pty.h"

static char program[4096];

/* TERM and a UTF-8 locale; what a case needs beyond that follows. */
#define ENV(...)                                                                                   \
    ((const char *const[]){"TERM=xterm-256color", "LC_ALL=C.UTF-8", "LANG", "NO_COLOR", "LINES",   \
                           "COLUMNS", "ESCDELAY", __VA_ARGS__, NULL})
#define ARGV(...) ((const char *const[]){program, __VA_ARGS__})

static void start(struct pty *p, const char *const *env, const char *option)
{
    const char *const argv[] = {program, option, NULL};
    pty_start(p,
              &(struct pty_setup){.argv = argv, .env = env ? env : ENV("LANG"), .w = 80, .h = 24});
    pty_wait_text(p, "CARD 80x24");
    pty_wait_text(p, "corner");
}

static void quit(struct pty *p)
{
    pty_send(p, "q");
    pty_wait_end(p, PTY_PATIENCE);
    assert_true(WIFEXITED(p->status));
    assert_int_equal(WEXITSTATUS(p->status), 0);
    pty_expect_restored(p);
    pty_end(p);
}

static void starts_and_quits(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    assert_true(p.alternate && !p.cursor);
    assert_int_equal(p.mouse, VTERM_PROP_MOUSE_DRAG);
    assert_true(pty_log_has(&p, 0, "\033[?1006h") && pty_log_has(&p, 0, "\033[?2004h"));
    assert_false(pty_log_has(&p, 0, "\033[?1003h"));
    assert_true(pty_has_text(&p, "glyphs=braille theme=dark colour=1 mouse=1"));
    assert_true(pty_has_text(&p, "notice: none."));
    assert_true(pty_has_text(&p, "γ→ ⣿ 中文 ok"));
    assert_true(pty_has_text(&p, "corner"));
    quit(&p);
}

static void leaves_the_picture(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "Q");
    pty_wait_end(&p, PTY_PATIENCE);
    pty_expect_restored(&p);
    pty_wait_text(&p, "notice: none."); /* the first line has gone up to make room for the prompt */
    assert_true(pty_has_text(&p, "γ→ ⣿ 中文 ok") && pty_has_text(&p, "corner"));
    pty_end(&p);
}

static void options(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, "--ascii");
    pty_wait_text(&p, "glyphs=ascii");
    quit(&p);
    start(&p, NULL, "--no-mouse");
    pty_wait_text(&p, "mouse=0");
    assert_int_equal(p.mouse, VTERM_PROP_MOUSE_NONE);
    quit(&p);
    start(&p, NULL, "--light");
    pty_wait_text(&p, "theme=light");
    quit(&p);
}

static void keys(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "\033[A\033OBa\033[1;2D\033[H\033[5~ \r\t\x7f");
    pty_wait_text(&p, "Up Down a S-Left Home PgUp Space Enter Tab BS");
    pty_send(&p, "\xc3"); /* a letter in two pieces */
    pty_pump(&p, 1);
    pty_send(&p, "\xa9");
    pty_wait_text(&p, "BS é");
    pty_send(&p, "\033["); /* a sequence in two pieces */
    pty_pump(&p, 1);
    pty_send(&p, "C");
    pty_wait_text(&p, "é Right");
    double before = pty_now();
    pty_send(&p, "\033");
    pty_wait_text(&p, "Right Esc");
    assert_true(pty_now() - before < 0.5); /* 25 ms where the machine is idle */
    pty_send(&p, "\x0f\x16\x13\x11");      /* what terminals like to keep: ^O ^V ^S ^Q */
    pty_wait_text(&p, "Esc C-o C-v C-s C-q");
    quit(&p);
}

static void a_paste_is_no_command(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "\033[200~quit\nrrbbb\033[201~");
    pty_wait_text(&p, "paste(10:quit|rrbbb)");
    pty_send(&p, "\033[200~q");
    pty_pump(&p, 1);
    pty_send(&p, "q\033[20");
    pty_pump(&p, 1);
    pty_send(&p, "1~x");
    pty_wait_text(&p, "paste(2:qq) x");
    assert_true(pty_has_text(&p, "events=3"));
    quit(&p);
}

static void the_mouse(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "\033[<0;5;7M\033[<32;6;7M\033[<0;6;7m\033[<65;1;1M");
    pty_wait_text(&p, "press@4,6 drag@5,6 release@5,6 wheeldown@0,0");
    pty_send(&p, "\033[<0;500;1M\033[<0;1;500Mx"); /* outside */
    pty_wait_text(&p, "wheeldown@0,0 x");
    quit(&p);
}

static void any_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1},   {500, 200}, {2, 1},    {1, 50},  {40, 12},
                                   {0, 0},   {80, 0},    {200, 60}, {3, 3},   {10, 40},
                                   {79, 23}, {1, 1},     {60, 18},  {7, 200}, {1000, 5}};
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "r"); /* while frames are being drawn */
    for (int round = 0; round < 8; round++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            pty_resize(&p, sizes[i][0], sizes[i][1]);
            pty_send(&p, "x");
            pty_pump(&p, 2);
        }
    }
    pty_resize(&p, 100, 30);
    pty_wait_text(&p, "CARD 100x30");
    pty_wait_text(&p, "corner");
    pty_resize(&p, 0, 0);
    pty_wait_text(&p, "CARD 80x24");
    pty_resize(&p, 100, 30);
    pty_wait_text(&p, "CARD 100x30");
    pty_send(&p, "p");
    quit(&p);
}

static void starts_at_any_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {0, 0}, {2, 500}, {500, 2}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct pty p;
        pty_start(&p, &(struct pty_setup){.argv = ARGV(NULL),
                                          .env = ENV("COLUMNS=0", "LINES=x"),
                                          .w = sizes[i][0],
                                          .h = sizes[i][1]});
        pty_wait_text(&p, "C");
        pty_resize(&p, 80, 24);
        pty_wait_text(&p, "CARD 80x24");
        quit(&p);
    }
}

static void every_signal_restores(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV,
                                  SIGABRT, SIGFPE, SIGBUS, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty p;
        start(&p, NULL, NULL);
        pty_send(&p, i % 2 ? "r" : "i"); /* while drawing, with a cursor */
        pty_wait_text(&p, "events=1");
        pty_signal(&p, signals[i]);
        pty_wait_end(&p, PTY_PATIENCE);
        assert_true(WIFSIGNALED(p.status));
        assert_int_equal(WTERMSIG(p.status), signals[i]);
        pty_expect_restored(&p);
        pty_end(&p);
    }
}

static void ctrl_c_ends_it(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "\x03");
    pty_wait_end(&p, PTY_PATIENCE);
    assert_true(WIFSIGNALED(p.status) && WTERMSIG(p.status) == SIGINT);
    pty_expect_restored(&p);
    pty_end(&p);
}

/* Mistakes of the program itself: the message stands on the restored screen. */
static void mistakes_restore(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        int sig, status;
        const char *message;
    } cases[] = {
        {"S", SIGSEGV, 0, ""},
        {"B", SIGABRT, 0, "found by the test"},
        {"M", 0, 1, "lrscope: out of memory"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pty p;
        start(&p, NULL, NULL);
        pty_send(&p, cases[i].key);
        pty_wait_end(&p, PTY_PATIENCE);
        if (cases[i].sig) {
            assert_true(WIFSIGNALED(p.status));
            assert_int_equal(WTERMSIG(p.status), cases[i].sig);
        } else {
            assert_true(WIFEXITED(p.status) && WEXITSTATUS(p.status) == cases[i].status);
        }
        pty_expect_restored(&p);
        assert_true(pty_log_has(&p, 0, cases[i].message));
        pty_end(&p);
    }
}

static void a_failed_start_restores(void **state)
{
    (void)state;
    struct pty p;
    pty_start(&p, &(struct pty_setup){
                      .argv = ARGV("--fail", NULL), .env = ENV("LANG"), .w = 80, .h = 24});
    pty_wait_end(&p, PTY_PATIENCE);
    assert_true(WIFEXITED(p.status) && WEXITSTATUS(p.status) == 1);
    pty_expect_restored(&p);
    assert_true(pty_has_text(&p, "lrscope: the user interface cannot be made"));
    pty_end(&p);
}

static void stops_and_continues(void **state)
{
    (void)state;
    static const char *const ways[] = {"\x1a", "Z"}; /* by the terminal, by the user interface */
    for (size_t i = 0; i < 2; i++) {
        struct pty p;
        start(&p, NULL, NULL);
        for (int round = 0; round < 2; round++) {
            pty_send(&p, ways[i]);
            pty_wait_stopped(&p);
            pty_expect_restored(&p);
            assert_false(pty_has_text(&p, "CARD"));
            pty_send(&p, "qqq"); /* typed at the shell */
            pty_resize(&p, 70 + round, 22);
            size_t from = p.log_len;
            pty_continue(&p);
            pty_wait_text(&p, round ? "CARD 71x22" : "CARD 70x22");
            assert_true(p.alternate && !p.cursor);
            assert_true(pty_log_has(&p, from, "\033[?1006h"));
            assert_int_equal(p.mouse, VTERM_PROP_MOUSE_DRAG);
        }
        pty_send(&p, "x");
        pty_wait_text(&p, i ? "Z Z x" : "x");
        quit(&p);
    }
}

/* kill -STOP gives no warning; the shell has changed the modes meanwhile. */
static void comes_back_from_a_hard_stop(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_signal(&p, SIGSTOP);
    pty_wait_stopped(&p);
    assert_int_equal(tcsetattr(p.slave, TCSANOW, &p.before), 0);
    size_t from = p.log_len;
    pty_continue(&p);
    pty_wait_bytes(&p, from, "CARD 80x24"); /* all of it again */
    pty_send(&p, "x\033[A");
    pty_wait_text(&p, "x Up");
    quit(&p);
}

static void a_lost_terminal_ends_it(void **state)
{
    (void)state;
    for (int ignore = 0; ignore < 2; ignore++) {
        struct pty p;
        pty_start(
            &p,
            &(struct pty_setup){
                .argv = ARGV(NULL), .env = ENV("LANG"), .w = 80, .h = 24, .ignore_hup = ignore});
        pty_wait_text(&p, "bottom");
        pty_send(&p, "r");
        pty_wait_text(&p, "events=1");
        double before = pty_now();
        pty_hang_up(&p);
        pty_wait_end(&p, PTY_PATIENCE);
        assert_true(pty_now() - before < 1);
        assert_true((WIFEXITED(p.status) && WEXITSTATUS(p.status) == 1) ||
                    (!ignore && WIFSIGNALED(p.status) && WTERMSIG(p.status) == SIGHUP));
        pty_end(&p);
    }
}

static void expect_refused(const char *const *env, const char *word)
{
    struct pty p;
    pty_start(&p, &(struct pty_setup){.argv = ARGV(NULL), .env = env, .w = 100, .h = 24});
    pty_wait_end(&p, PTY_PATIENCE);
    assert_true(WIFEXITED(p.status));
    assert_int_equal(WEXITSTATUS(p.status), 3);
    assert_true(pty_has_text(&p, "lrscope: ") && pty_has_text(&p, word));
    assert_false(pty_log_has(&p, 0, "\033")); /* nothing was sent to the terminal */
    pty_expect_restored(&p);
    pty_end(&p);
}

static void unusable_terminals_are_refused(void **state)
{
    (void)state;
    expect_refused(ENV("TERM"), "TERM is not set");
    expect_refused(ENV("TERM="), "TERM is not set");
    expect_refused(ENV("TERM=dumb"), "'dumb' cannot move its cursor");
}

static void not_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *command, *words;
    } cases[] = {{"\"$0\" </dev/null", "standard input is not a terminal"},
                 {"\"$0\" | cat", "standard output is not a terminal"},
                 {"\"$0\" </dev/null | cat", "is not a terminal"}};
    for (size_t i = 0; i < 3; i++) {
        struct pty p;
        char command[128];
        snprintf(command, sizeof command, "{ %s; echo \"exit $?\"; } 2>&1", cases[i].command);
        const char *const argv[] = {"/bin/sh", "-c", command, program, NULL};
        pty_start(&p, &(struct pty_setup){.argv = argv, .env = ENV("LANG"), .w = 100, .h = 24});
        pty_wait_text(&p, cases[i].words);
        pty_wait_end(&p, PTY_PATIENCE);
        assert_false(pty_log_has(&p, 0, "\033["));
        assert_true(i > 0 || pty_has_text(&p, "exit 3"));
        pty_end(&p);
    }
}

static void unknown_terminals_get_a_stand_in(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("TERM=no-such-terminal"), NULL);
    assert_true(pty_has_text(&p, "'no-such-terminal' is not known here; using xterm"));
    quit(&p);
}

static void a_vt100_works(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("TERM=vt100"), NULL);
    assert_true(pty_has_text(&p, "theme=mono colour=0 mouse=0"));
    assert_false(pty_log_has(&p, 0, "\033[?1") && pty_log_has(&p, 0, "\033[?1000h"));
    assert_false(pty_log_has(&p, 0, "\033[38;5") || pty_log_has(&p, 0, "\033[31"));
    pty_send(&p, "\033OA");
    pty_wait_text(&p, "Up");
    pty_send(&p, "q");
    pty_wait_end(&p, PTY_PATIENCE);
    pty_expect_restored(&p);
    pty_end(&p);
}

static void locales(void **state)
{
    (void)state;
    static const char *const ascii[] = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=xx_YY"};
    struct pty p;
    for (size_t i = 0; i < 3; i++) {
        start(&p, ENV(ascii[i]), NULL);
        assert_true(pty_has_text(&p, "glyphs=ascii"));
        quit(&p);
    }
    start(&p, ENV("LC_ALL", "LC_CTYPE", "LANG"), NULL);
    assert_true(pty_has_text(&p, "glyphs=ascii"));
    for (size_t i = 0; i < p.log_len; i++)
        assert_true((unsigned char)p.log[i] < 0x80);
    quit(&p);
    start(&p, ENV("LC_ALL=xx_YY.UTF-8"),
          NULL); /* not installed, but it says what the terminal is */
    assert_true(pty_has_text(&p, "glyphs=braille") && pty_has_text(&p, "⣿"));
    quit(&p);
    start(&p, ENV("TERM=linux"), NULL);
    assert_true(pty_has_text(&p, "glyphs=quadrant"));
    quit(&p);
}

/* Is there an SGR that sets a colour? 30-38, 40-48, 90-107. */
static bool has_colour(const struct pty *p)
{
    for (size_t i = 0; i + 2 < p->log_len; i++) {
        if (p->log[i] != '\033' || p->log[i + 1] != '[')
            continue;
        size_t k = i + 2;
        bool colour = false;
        while (k < p->log_len && (p->log[k] == ';' || (p->log[k] >= '0' && p->log[k] <= '9'))) {
            int v = atoi(p->log + k);
            colour |= (v >= 30 && v <= 38) || (v >= 40 && v <= 48) || (v >= 90 && v <= 107);
            while (k < p->log_len && p->log[k] >= '0' && p->log[k] <= '9')
                k++;
            k += k < p->log_len && p->log[k] == ';';
        }
        if (k < p->log_len && p->log[k] == 'm' && colour)
            return true;
    }
    return false;
}

static void no_color(void **state)
{
    (void)state;
    struct pty p;
    start(&p, ENV("NO_COLOR=1"), NULL);
    assert_true(pty_has_text(&p, "theme=mono colour=0"));
    assert_false(has_colour(&p));
    quit(&p);
    start(&p, ENV("NO_COLOR="), NULL); /* empty does not count */
    assert_true(pty_has_text(&p, "theme=dark colour=1"));
    assert_true(has_colour(&p));
    quit(&p);
    start(&p, ENV("NO_COLOR=1"), "--light"); /* what was asked for on the line wins */
    assert_true(pty_has_text(&p, "theme=light colour=1"));
    quit(&p);
}

/* Cells of the card by their colours: row ROW of its table of roles, background or foreground. */
static int distinct_colours(const struct pty *p, bool background)
{
    bool seen[256] = {false};
    int n = 0;
    for (int role = 0; role < 80; role++) {
        VTermPos at = {.row = 9 + 2 * (role / 40) + background, .col = role % 40};
        VTermScreenCell cell;
        assert_int_equal(vterm_screen_get_cell(p->screen, at, &cell), 1);
        assert_int_equal(cell.chars[0], background ? '.' : '#');
        VTermColor c = background ? cell.bg : cell.fg;
        if (VTERM_COLOR_IS_INDEXED(&c) && !seen[c.indexed.idx]) {
            seen[c.indexed.idx] = true;
            n++;
        }
    }
    return n;
}

static void colours(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    assert_in_range(distinct_colours(&p, true), 30, 80);
    assert_in_range(distinct_colours(&p, false), 30, 80);
    size_t from = p.log_len;
    pty_send(&p, "t"); /* another theme: everything again */
    pty_wait_text(&p, "theme=light");
    assert_true(pty_watch(&p, 50) + p.log_len - from > 500);
    assert_in_range(distinct_colours(&p, true), 30, 80);
    pty_send(&p, "tt");
    pty_wait_text(&p, "theme=mono");
    pty_watch(&p, 50);
    assert_int_equal(distinct_colours(&p, true), 0);
    quit(&p);
    start(&p, ENV("TERM=xterm"), NULL); /* 8 colours, 64 pairs */
    assert_in_range(distinct_colours(&p, true), 6, 8);
    assert_in_range(distinct_colours(&p, false), 6, 8);
    quit(&p);
}

static void paused_costs_nothing(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "rp");
    pty_wait_text(&p, "r p");
    pty_watch(&p, 100);
    double before = pty_cpu(&p);
    assert_int_equal(pty_watch(&p, 1000), 0);
    assert_true(pty_cpu(&p) - before < 0.002);
    quit(&p);
}

static int news_of(const struct pty *p)
{
    char line[128];
    VTermRect row = {.start_row = 2, .end_row = 3, .start_col = 0, .end_col = 40};
    line[vterm_screen_get_text(p->screen, line, sizeof line - 1, row)] = '\0';
    const char *s = strstr(line, "news=");
    return s ? atoi(s + 5) : -1;
}

static void frames_are_capped_and_small(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "r");
    pty_wait_text(&p, "events=1");
    pty_watch(&p, 200);
    int before = news_of(&p);
    double from = pty_now();
    size_t bytes = pty_watch(&p, 1000);
    double seconds = pty_now() - from;
    int frames = news_of(&p) - before;
    assert_in_range(frames, 3, 31 * seconds + 2);
    assert_true(bytes < (size_t)frames * 40); /* a few digits each */
    pty_send(&p, "p");
    pty_watch(&p, 100);
    bytes = p.log_len;
    pty_send(&p, "x");
    pty_wait_text(&p, "p x");
    assert_true(p.log_len - bytes < 100);
    quit(&p);
}

static void a_tick_when_it_was_asked_for(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    double before = pty_now();
    pty_send(&p, "m");
    pty_wait_text(&p, "a message");
    pty_wait_no_text(&p, "a message");
    assert_true(pty_now() - before >= 0.19);
    quit(&p);
}

/* Nobody reads for a while: no crash, no backlog of frames, and signals still end it. */
static void slow_terminals(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_resize(&p, 200, 60);
    pty_wait_text(&p, "CARD 200x60");
    pty_send(&p, "r");
    for (int i = 0; i < 200; i++) /* full frames that nobody takes */
        pty_send(&p, "\x0c");
    pty_look_away(&p, 700);
    size_t from = p.log_len;
    pty_send(&p, "p");
    pty_wait_text(&p, "events=202");
    pty_watch(&p, 300);
    assert_true(p.log_len - from < 1000000);
    pty_send(&p, "x");
    pty_wait_text(&p, "events=203");
    quit(&p);

    start(&p, NULL, NULL);
    pty_resize(&p, 200, 60);
    pty_wait_text(&p, "CARD 200x60");
    for (int i = 0; i < 200; i++)
        pty_send(&p, "\x0c");
    pty_look_away(&p, 500);
    pty_signal(&p, SIGTERM);
    double before = pty_now();
    pty_look_away(&p, 2000);
    assert_true(pty_now() - before < 1.5);
    pty_wait_end(&p, PTY_PATIENCE);
    assert_true(WIFSIGNALED(p.status) && WTERMSIG(p.status) == SIGTERM);
    pty_end(&p);
}

static void ctrl_l_repairs(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    vterm_input_write(p.vt, "\033[5;5Hgarbage from write(1)", 27);
    assert_true(pty_has_text(&p, "garbage"));
    pty_send(&p, "\x0c");
    pty_wait_no_text(&p, "garbage");
    pty_wait_text(&p, "CARD 80x24");
    quit(&p);
}

static void copies_to_the_clipboard(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    pty_send(&p, "C");
    pty_wait_bytes(&p, 0, "\033]52;c;YW55IGNhcm5hbCBwbGVhcw==\a");
    quit(&p);
}

static void asks_for_the_background(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    assert_true(pty_log_has(&p, 0, "\033]11;?\033\\"));
    pty_send(&p, "\033]11;rgb:ffff/");
    pty_pump(&p, 1);
    pty_send(&p, "ffff/ffff\033\\x");
    pty_wait_text(&p, "light x");
    quit(&p);
    start(&p, NULL, "--light"); /* a theme that was asked for stays */
    assert_false(pty_log_has(&p, 0, "\033]11;?"));
    quit(&p);
    start(&p, ENV("TERM=vt100"), NULL); /* might show the question */
    assert_false(pty_log_has(&p, 0, "\033]"));
    pty_send(&p, "q");
    pty_wait_end(&p, PTY_PATIENCE);
    pty_end(&p);
}

static void a_cursor_where_one_types(void **state)
{
    (void)state;
    struct pty p;
    start(&p, NULL, NULL);
    assert_false(p.cursor);
    pty_send(&p, "i");
    pty_wait_text(&p, "events=1");
    pty_wait_bytes(&p, 0, "\033[?25h");
    pty_watch(&p, 50);
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(p.vt), &at);
    assert_true(p.cursor && at.row == 2 && at.col == 5);
    pty_send(&p, "i");
    pty_wait_text(&p, "events=2");
    pty_watch(&p, 50);
    assert_false(p.cursor);
    quit(&p);
}

int main(int argc, char **argv)
{
    const char *dir = getenv("LRSCOPE_BUILDDIR");
    if (argc > 1)
        snprintf(program, sizeof program, "%s", argv[1]);
    else
        snprintf(program, sizeof program, "%s/tests/term/fake_ui", dir ? dir : ".");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_and_quits),
        cmocka_unit_test(leaves_the_picture),
        cmocka_unit_test(options),
        cmocka_unit_test(keys),
        cmocka_unit_test(a_paste_is_no_command),
        cmocka_unit_test(the_mouse),
        cmocka_unit_test(any_size),
        cmocka_unit_test(starts_at_any_size),
        cmocka_unit_test(every_signal_restores),
        cmocka_unit_test(ctrl_c_ends_it),
        cmocka_unit_test(mistakes_restore),
        cmocka_unit_test(a_failed_start_restores),
        cmocka_unit_test(stops_and_continues),
        cmocka_unit_test(comes_back_from_a_hard_stop),
        cmocka_unit_test(a_lost_terminal_ends_it),
        cmocka_unit_test(unusable_terminals_are_refused),
        cmocka_unit_test(not_a_terminal),
        cmocka_unit_test(unknown_terminals_get_a_stand_in),
        cmocka_unit_test(a_vt100_works),
        cmocka_unit_test(locales),
        cmocka_unit_test(no_color),
        cmocka_unit_test(colours),
        cmocka_unit_test(paused_costs_nothing),
        cmocka_unit_test(frames_are_capped_and_small),
        cmocka_unit_test(a_tick_when_it_was_asked_for),
        cmocka_unit_test(slow_terminals),
        cmocka_unit_test(ctrl_l_repairs),
        cmocka_unit_test(copies_to_the_clipboard),
        cmocka_unit_test(asks_for_the_background),
        cmocka_unit_test(a_cursor_where_one_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
