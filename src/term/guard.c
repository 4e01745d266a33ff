/* Modes and signals, and the way back on every way out.
 *
 * The bytes that give the terminal back lie ready, so that a handler needs nothing but write() and
 * tcsetattr(). A signal that ends the program restores in the handler itself and is raised again
 * with its default action: the loop may be blocked, and the parent must see the real cause. Signals
 * that the loop has to act upon go into a pipe. */
#include "config.h"

#include "term_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int fatal[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV,
                            SIGABRT, SIGFPE, SIGBUS, SIGILL};
static const int noted[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { FATAL = sizeof fatal / sizeof *fatal, NOTED = sizeof noted / sizeof *noted };

static struct {
    struct termios modes; /* as they were */
    char leave[LRS_GUARD_BYTES];
    size_t n_leave;
    int pipe[2];
    struct sigaction before[FATAL + NOTED];
    void (*words_before)(void);
} guard = {.pipe = {-1, -1}};

static atomic_int taken; /* the terminal is ours and must be given back */

/* Stack overflow kills the stack that a handler would run on. */
static char handler_stack[1 << 16];

enum { PATIENCE_MS = 200 };

/* A terminal that takes nothing (stopped, or gone) must not keep the program from ending. */
static void write_patiently(const char *bytes, size_t n)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (poll(&out, 1, PATIENCE_MS) != 1 || !(out.revents & POLLOUT)) {
        tcflush(STDOUT_FILENO, TCOFLUSH); /* what nobody has read is of no use any more */
        if (poll(&out, 1, 0) != 1 || !(out.revents & POLLOUT))
            return;
    }
    while (n > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, n);
        if (done < 0 && errno != EINTR)
            return;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
}

void lrs_guard_leave(void)
{
    if (!atomic_exchange(&taken, 0))
        return;
    write_patiently(guard.leave, guard.n_leave);
    tcflush(STDIN_FILENO,
            TCIFLUSH); /* keys and mouse reports that the shell would read as commands */
    tcsetattr(STDIN_FILENO, TCSANOW, &guard.modes);
}

static void on_fatal(int sig)
{
    int error = errno;
    lrs_guard_leave();
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigaction(sig, &plain, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, sig);
    raise(sig);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    errno = error;
}

static void on_noted(int sig)
{
    int error = errno;
    char byte = sig == SIGWINCH  ? LRS_SIGNAL_SIZE
                : sig == SIGTSTP ? LRS_SIGNAL_STOP
                                 : LRS_SIGNAL_CONTINUE;
    ssize_t done = write(guard.pipe[1], &byte, 1); /* full: enough signals are waiting */
    (void)done;
    errno = error;
}

static bool open_pipe(void)
{
    if (pipe(guard.pipe) != 0)
        return false;
    for (int i = 0; i < 2; i++) {
        fcntl(guard.pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(guard.pipe[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* What the parent wants ignored (nohup, a shell's background job) stays ignored. */
static void catch (int sig, void (*handler)(int), struct sigaction *before)
{
    sigaction(sig, NULL, before);
    if (before->sa_handler == SIG_IGN && sig != SIGWINCH && sig != SIGCONT)
        return;
    struct sigaction act = {.sa_handler = handler, .sa_flags = SA_ONSTACK | SA_RESTART};
    sigfillset(&act.sa_mask); /* among them SIGTTOU, which tcsetattr() could raise */
    sigaction(sig, &act, NULL);
}

bool lrs_guard_open(struct lrs_err *err)
{
    if (tcgetattr(STDIN_FILENO, &guard.modes) != 0)
        return lrs_fail(err, "the terminal does not answer: %s", strerror(errno));
    if (guard.pipe[0] < 0 && !open_pipe())
        return lrs_fail(err, "there is no pipe to be had: %s", strerror(errno));
    stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    sigaltstack(&stack, NULL);
    for (int i = 0; i < FATAL; i++)
        catch (fatal[i], on_fatal, &guard.before[i]);
    for (int i = 0; i < NOTED; i++)
        catch (noted[i], on_noted, &guard.before[FATAL + i]);
    guard.words_before = lrs_last_words;
    lrs_last_words = lrs_guard_leave;
    guard.n_leave = 0;
    atomic_store(&taken, 1); /* curses will change modes before there is anything to write */
    return true;
}

void lrs_guard_close(void)
{
    lrs_guard_leave();
    lrs_last_words = guard.words_before;
    for (int i = 0; i < FATAL; i++)
        sigaction(fatal[i], &guard.before[i], NULL);
    for (int i = 0; i < NOTED; i++)
        sigaction(noted[i], &guard.before[FATAL + i], NULL);
}

void lrs_guard_set_leave(const char *bytes, size_t n)
{
    guard.n_leave = 0; /* a signal in between writes nothing, which is better than half */
    atomic_signal_fence(memory_order_seq_cst);
    memcpy(guard.leave, bytes, n < sizeof guard.leave ? n : sizeof guard.leave);
    atomic_signal_fence(memory_order_seq_cst);
    guard.n_leave = n < sizeof guard.leave ? n : sizeof guard.leave;
}

/* Keys one by one and unchanged, no echo, no flow control by Ctrl-S; the keys for signals stay. */
static void set_raw(void)
{
    struct termios raw = guard.modes;
    raw.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

void lrs_guard_enter(const char *bytes, size_t n)
{
    atomic_store(&taken, 1);
    set_raw();
    lrs_guard_write(bytes, n);
}

int lrs_guard_fd(void)
{
    return guard.pipe[0];
}

unsigned lrs_guard_signals(void)
{
    unsigned set = 0;
    char bytes[64];
    for (ssize_t n; (n = read(guard.pipe[0], bytes, sizeof bytes)) > 0;) {
        for (ssize_t i = 0; i < n; i++)
            set |= (unsigned char)bytes[i];
    }
    return set;
}

void lrs_guard_stop(bool everybody)
{
    struct sigaction plain = {.sa_handler = SIG_DFL}, ours;
    sigaction(SIGTSTP, &plain, &ours);
    kill(everybody ? 0 : getpid(), SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);       /* continued */
    tcflush(STDIN_FILENO, TCIFLUSH);       /* typed at the shell, not at us */
    tcgetattr(STDIN_FILENO, &guard.modes); /* they may have been changed while we were away */
    lrs_guard_signals();
}

void lrs_guard_write(const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, n);
        if (done < 0 && errno != EINTR)
            return;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
}
