/* A pseudo-terminal with a program in it: its screen through libvterm, its modes, every byte it
 * wrote, how it ended. The program is a job of a small shell, so that it can be stopped and
 * continued as in a real one. Everything that waits has a deadline and fails the test when it
 * passes, with the screen as it was. */
#ifndef LRSCOPE_TESTS_PTY_H
#define LRSCOPE_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

struct pty_setup {
    const char *const *argv; /* the program, by path; ended by NULL */
    const char *const
        *env;        /* "NAME=value", or "NAME" to take it away; ended by NULL; may be NULL */
    int w, h;        /* 0x0 is a size, too */
    bool ignore_hup; /* as nohup does */
};

struct pty {
    int master, slave;
    pid_t shell, job;
    int reports, orders; /* pipes from and to the shell */
    bool stopped, ended;
    int status; /* as waitpid() gives it, once ENDED */
    struct termios before;
    VTerm *vt;
    VTermScreen *screen;
    int w, h;
    bool alternate, cursor; /* the screen that shows; is the cursor visible */
    int mouse;              /* VTERM_PROP_MOUSE_... */
    char *log;              /* all bytes so far */
    size_t log_len, log_cap;
};

enum {
    PTY_PATIENCE = 10000
}; /* milliseconds; long, for slow machines: only failures wait so long */

void pty_start(struct pty *p, const struct pty_setup *setup);
/* Ends what is still running and frees everything. */
void pty_end(struct pty *p);

void pty_send(struct pty *p, const char *bytes);
void pty_send_n(struct pty *p, const char *bytes, size_t n);
void pty_resize(struct pty *p, int w, int h);
void pty_signal(struct pty *p, int sig);
/* Closes the terminal, as when a window is closed. */
void pty_hang_up(struct pty *p);
/* Continues a stopped job in the foreground, as fg does. */
void pty_continue(struct pty *p);

/* Reads for at most MS milliseconds or until something was read; false after the time. */
bool pty_pump(struct pty *p, int ms);
void pty_wait_text(struct pty *p, const char *text);
void pty_wait_no_text(struct pty *p, const char *text);
/* BYTES in the log from FROM on. */
void pty_wait_bytes(struct pty *p, size_t from, const char *bytes);
void pty_wait_stopped(struct pty *p);
/* Waits for the end, at most MS milliseconds. */
void pty_wait_end(struct pty *p, int ms);
/* Reads for MS milliseconds whatever comes; returns the bytes. */
size_t pty_watch(struct pty *p, int ms);

/* Reads nothing for MS milliseconds, or until the program ended: a terminal that is stopped. */
void pty_look_away(struct pty *p, int ms);

bool pty_has_text(const struct pty *p, const char *text);
bool pty_log_has(const struct pty *p, size_t from, const char *bytes);
/* Is the terminal as the program found it: modes, main screen, cursor, mouse, paste, plain pen? */
void pty_expect_restored(struct pty *p);
/* Processor time of the program in seconds. */
double pty_cpu(const struct pty *p);
double pty_now(void);

#endif
