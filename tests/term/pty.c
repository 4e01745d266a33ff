/* A pseudo-terminal with a program in it; see pty.h. */
#include "config.h"

#include "check.h"

#include "term/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

/* What the shell tells: the job has begun, stopped, gone on, ended. */
struct report {
    enum { BEGUN, STOPPED, ENDED } what;
    pid_t job;
    int status;
};

double pty_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- the shell: runs in the child, outside of cmocka --- */

static void exec_job(const struct pty_setup *setup)
{
    static const int usual[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGHUP};
    setpgid(0, 0);
    tcsetpgrp(0, getpid());
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        signal(usual[i], SIG_DFL);
    if (setup->ignore_hup)
        signal(SIGHUP, SIG_IGN);
    for (const char *const *e = setup->env; e && *e; e++) {
        if (strchr(*e, '='))
            putenv((char *)(uintptr_t)*e);
        else
            unsetenv(*e);
    }
    execv(setup->argv[0], (char *const *)(uintptr_t)setup->argv);
    fprintf(stderr, "%s: %s\n", setup->argv[0], strerror(errno));
    _exit(127);
}

static void tell(int reports, struct report r)
{
    if (write(reports, &r, sizeof r) != sizeof r)
        _exit(98);
}

static void shell(const struct pty_setup *setup, int reports, int orders)
{
    static const int ignored[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGHUP, SIGPIPE};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    struct termios modes;
    tcgetattr(0, &modes);
    pid_t job = fork();
    if (job == 0)
        exec_job(setup);
    setpgid(job, job);
    tcsetpgrp(0, job);
    tell(reports, (struct report){BEGUN, job, 0});
    int status;
    char order;
    while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status)) {
        struct termios of_job;
        tcgetattr(0, &of_job);
        tcsetpgrp(0, getpgrp());
        tell(reports, (struct report){STOPPED, job, status});
        if (read(orders, &order, 1) != 1)
            _exit(97);
        tcsetpgrp(0, job);
        kill(-job, SIGCONT);
    }
    tell(reports, (struct report){ENDED, job, status});
    _exit(0);
}

/* --- the terminal --- */

static int on_prop(VTermProp prop, VTermValue *val, void *user)
{
    struct pty *p = user;
    if (prop == VTERM_PROP_ALTSCREEN)
        p->alternate = val->boolean;
    else if (prop == VTERM_PROP_CURSORVISIBLE)
        p->cursor = val->boolean;
    else if (prop == VTERM_PROP_MOUSE)
        p->mouse = val->number;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

static void on_answer(const char *s, size_t n, void *user)
{
    pty_send_n(user, s, n);
}

/* 0x0 is shown on a usual screen. Never narrower than a wide character, which the program may have
 * sent before it knew: libvterm 0.1.4 would put its second half outside. */
static void set_size(struct pty *p, int w, int h)
{
    p->w = w > 1 ? w : w == 1 ? 2 : 80;
    p->h = h > 0 ? h : 24;
}

static void make_vterm(struct pty *p, int w, int h)
{
    set_size(p, w, h);
    p->vt = vterm_new(p->h, p->w);
    vterm_set_utf8(p->vt, 1);
    vterm_output_set_callback(p->vt, on_answer, p);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
}

void pty_start(struct pty *p, const struct pty_setup *setup)
{
    *p = (struct pty){.master = -1, .cursor = true};
    int reports[2], orders[2];
    struct winsize size = {.ws_col = (unsigned short)setup->w, .ws_row = (unsigned short)setup->h};
    assert_int_equal(pipe(reports), 0);
    assert_int_equal(pipe(orders), 0);
    fflush(NULL);
    assert_int_equal(openpty(&p->master, &p->slave, NULL, NULL, &size), 0);
    assert_int_equal(tcgetattr(p->slave, &p->before), 0);
    p->shell = fork();
    if (p->shell == 0) {
        close(p->master);
        close(reports[0]);
        close(orders[1]);
        fcntl(reports[1], F_SETFD, FD_CLOEXEC);
        fcntl(orders[0], F_SETFD, FD_CLOEXEC);
        login_tty(p->slave);
        shell(setup, reports[1], orders[0]);
    }
    close(reports[1]);
    close(orders[0]);
    fcntl(p->master, F_SETFD, FD_CLOEXEC);
    fcntl(p->slave, F_SETFD, FD_CLOEXEC);
    fcntl(p->master, F_SETFL, O_NONBLOCK);
    p->reports = reports[0];
    p->orders = orders[1];
    make_vterm(p, setup->w, setup->h);
    while (!p->job)
        assert_true(pty_pump(p, PTY_PATIENCE));
}

void pty_end(struct pty *p)
{
    if (!p->ended)
        kill(p->job, SIGKILL);
    if (p->stopped)
        kill(p->job, SIGCONT);
    if (p->master >= 0)
        close(p->master);
    close(p->slave);
    close(p->reports);
    close(p->orders);
    kill(p->shell, SIGKILL);
    waitpid(p->shell, NULL, 0);
    vterm_free(p->vt);
    free(p->log);
}

static void read_report(struct pty *p)
{
    struct report r;
    if (read(p->reports, &r, sizeof r) != sizeof r) {
        p->ended = true;
        p->status = -1;
        return;
    }
    p->job = r.job;
    p->stopped = r.what == STOPPED;
    p->ended = r.what == ENDED;
    p->status = r.status;
}

static void keep_log(struct pty *p, const char *s, size_t n)
{
    if (p->log_len + n + 1 > p->log_cap) {
        p->log_cap = 2 * (p->log_len + n + 1);
        p->log = realloc(p->log, p->log_cap);
        assert_non_null(p->log);
    }
    memcpy(p->log + p->log_len, s, n);
    p->log_len += n;
    p->log[p->log_len] = '\0';
}

bool pty_pump(struct pty *p, int ms)
{
    struct pollfd fd[2] = {{.fd = p->master, .events = POLLIN},
                           {.fd = p->ended ? -1 : p->reports, .events = POLLIN}};
    if (poll(fd, 2, ms) <= 0)
        return false;
    if (fd[0].revents & POLLIN) {
        char bytes[65536];
        ssize_t n = read(p->master, bytes, sizeof bytes);
        if (n > 0) {
            keep_log(p, bytes, (size_t)n);
            vterm_input_write(p->vt, bytes, (size_t)n);
        }
    } else if (fd[1].revents) { /* after all output that came before */
        read_report(p);
    }
    return true;
}

void pty_send_n(struct pty *p, const char *bytes, size_t n)
{
    double until = pty_now() + PTY_PATIENCE / 1e3;
    while (n > 0) {
        ssize_t done = write(p->master, bytes, n);
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        } else if (pty_now() > until) {
            fail_msg("the program does not read");
        } else {
            pty_pump(p, 10);
        }
    }
}

void pty_send(struct pty *p, const char *bytes)
{
    pty_send_n(p, bytes, strlen(bytes));
}

void pty_resize(struct pty *p, int w, int h)
{
    struct winsize size = {.ws_col = (unsigned short)w, .ws_row = (unsigned short)h};
    set_size(p, w, h);
    vterm_set_size(p->vt, p->h, p->w);
    assert_int_equal(ioctl(p->master, TIOCSWINSZ, &size), 0);
}

void pty_signal(struct pty *p, int sig)
{
    assert_int_equal(kill(p->job, sig), 0);
}

void pty_hang_up(struct pty *p)
{
    close(p->slave);
    p->slave = open("/dev/null", O_RDWR | O_CLOEXEC);
    close(p->master);
    p->master = -1;
}

void pty_continue(struct pty *p)
{
    assert_true(p->stopped);
    p->stopped = false;
    assert_int_equal(write(p->orders, "c", 1), 1);
}

/* The screen as lines of UTF-8. */
static char *screen_text(const struct pty *p)
{
    char *text = malloc((size_t)p->h * ((size_t)p->w * 4 * VTERM_MAX_CHARS_PER_CELL + 1) + 1),
         *s = text;
    assert_non_null(text);
    for (int y = 0; y < p->h; y++) {
        VTermRect row = {.start_row = y, .end_row = y + 1, .start_col = 0, .end_col = p->w};
        s += vterm_screen_get_text(p->screen, s, (size_t)p->w * 4 * VTERM_MAX_CHARS_PER_CELL, row);
        *s++ = '\n';
    }
    *s = '\0';
    return text;
}

bool pty_has_text(const struct pty *p, const char *text)
{
    char *all = screen_text(p);
    bool has = strstr(all, text) != NULL;
    free(all);
    return has;
}

bool pty_log_has(const struct pty *p, size_t from, const char *bytes)
{
    return from < p->log_len && memmem(p->log + from, p->log_len - from, bytes, strlen(bytes));
}

static void give_up(const struct pty *p, const char *what, const char *about)
{
    char *all = screen_text(p);
    print_error("%s '%s'; ended %d, status %d, stopped %d; the screen:\n", what, about, p->ended,
                p->status, p->stopped);
    fputs(all, stderr); /* print_error() has no room for it */
    free(all);
    fail();
}

static int left(double until)
{
    double ms = 1e3 * (until - pty_now());
    return ms > 0 ? (int)ms + 1 : 0;
}

void pty_wait_text(struct pty *p, const char *text)
{
    double until = pty_now() + PTY_PATIENCE / 1e3;
    while (!pty_has_text(p, text))
        if (!pty_pump(p, left(until)) || (p->ended && !pty_pump(p, 0) && !pty_has_text(p, text)))
            give_up(p, "never saw", text);
}

void pty_wait_no_text(struct pty *p, const char *text)
{
    double until = pty_now() + PTY_PATIENCE / 1e3;
    while (pty_has_text(p, text))
        if (!pty_pump(p, left(until)))
            give_up(p, "still see", text);
}

void pty_wait_bytes(struct pty *p, size_t from, const char *bytes)
{
    double until = pty_now() + PTY_PATIENCE / 1e3;
    while (!pty_log_has(p, from, bytes))
        if (!pty_pump(p, left(until)))
            give_up(p, "never got", bytes);
}

void pty_wait_stopped(struct pty *p)
{
    double until = pty_now() + PTY_PATIENCE / 1e3;
    while (!p->stopped)
        if (p->ended || !pty_pump(p, left(until)))
            give_up(p, "was not", "stopped");
}

void pty_wait_end(struct pty *p, int ms)
{
    double until = pty_now() + ms / 1e3;
    while (!p->ended)
        if (!pty_pump(p, left(until)))
            give_up(p, "did not", "end");
    while (p->master >= 0 && pty_pump(p, 0)) /* last words */
        if (p->ended && p->log_len == 0)
            break;
}

size_t pty_watch(struct pty *p, int ms)
{
    size_t before = p->log_len;
    double until = pty_now() + ms / 1e3;
    while (left(until) > 0)
        pty_pump(p, left(until));
    return p->log_len - before;
}

void pty_look_away(struct pty *p, int ms)
{
    double until = pty_now() + ms / 1e3;
    struct pollfd fd = {.fd = p->reports, .events = POLLIN};
    while (!p->ended && left(until) > 0)
        if (poll(&fd, 1, left(until)) > 0)
            read_report(p);
}

/* Was mode MODE last switched off, or never on? */
static bool mode_is_off(const struct pty *p, const char *mode)
{
    char on[16], off[16];
    const char *last_on = NULL, *last_off = NULL;
    snprintf(on, sizeof on, "\033[?%sh", mode);
    snprintf(off, sizeof off, "\033[?%sl", mode);
    for (const char *s = p->log; s && (s = strstr(s, on)); s++)
        last_on = s;
    for (const char *s = p->log; s && (s = strstr(s, off)); s++)
        last_off = s;
    return !last_on || (last_off && last_off > last_on);
}

static bool same_modes(const struct termios *a, const struct termios *b)
{
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
           a->c_lflag == b->c_lflag && !memcmp(a->c_cc, b->c_cc, sizeof a->c_cc);
}

void pty_expect_restored(struct pty *p)
{
    struct termios now;
    VTermValue bold, reverse, under;
    VTermState *state = vterm_obtain_state(p->vt);
    static const char *const modes[] = {"1000", "1002", "1003", "1006", "2004", "1049"};
    while (pty_pump(p, 0))
        if (p->ended)
            break;
    assert_int_equal(tcgetattr(p->slave, &now), 0);
    assert_true(same_modes(&now, &p->before));
    assert_false(p->alternate);
    assert_true(p->cursor);
    assert_int_equal(p->mouse, VTERM_PROP_MOUSE_NONE);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (!mode_is_off(p, modes[i]))
            give_up(p, "mode still on:", modes[i]);
    vterm_state_get_penattr(state, VTERM_ATTR_BOLD, &bold);
    vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &reverse);
    vterm_state_get_penattr(state, VTERM_ATTR_UNDERLINE, &under);
    assert_false(bold.boolean || reverse.boolean || under.number);
}

double pty_cpu(const struct pty *p)
{
    clockid_t clock;
    struct timespec t;
    assert_int_equal(clock_getcpuclockid(p->job, &clock), 0);
    assert_int_equal(clock_gettime(clock, &t), 0);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
