/* Data to stdout or to a file, words to stderr. A full disk or a closed pipe is noticed and said. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* The half-written file that a fatal signal must not leave behind, or NULL. */
static const char *volatile half_written;

static void clean_up(int sig)
{
    const char *path = half_written;
    if (path)
        unlink(path);
    raise(sig); /* SA_RESETHAND: now it ends the program */
}

static void watch_signals(void)
{
    static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        struct sigaction action = {.sa_handler = clean_up, .sa_flags = (int)SA_RESETHAND}, old;
        if (sigaction(fatal[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(fatal[i], &action, NULL);
    }
}

static bool pipe_ignored; /* by whoever started us */

void cli_watch_pipe(void)
{
    pipe_ignored = signal(SIGPIPE, SIG_IGN) == SIG_IGN;
}

/* Nobody reads on: the end that the signal would have been, but after what had to be cleaned up. */
static void die_of_pipe(const struct cli_out *out)
{
    if (out->path || out->error != EPIPE || pipe_ignored)
        return;
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

int cli_fail(enum cli_status status, const struct lrs_err *err)
{
    fprintf(stderr, "lrscope: %s\n", err->msg);
    return (int)status;
}

int cli_failf(enum cli_status status, const char *fmt, ...)
{
    struct lrs_err err;
    va_list args;
    va_start(args, fmt);
    vsnprintf(err.msg, sizeof err.msg, fmt, args);
    va_end(args);
    return cli_fail(status, &err);
}

bool cli_out_begin(struct cli_out *out, const char *path, struct lrs_err *err)
{
    *out = (struct cli_out){.f = stdout, .path = path};
    if (!path)
        return true;
    if (!lrs_file_begin(&out->file, path, err))
        return false;
    out->f = out->file.f;
    half_written = out->file.temp;
    watch_signals();
    return true;
}

bool cli_out_broken(struct cli_out *out)
{
    if (ferror(out->f) && !out->error)
        out->error = errno ? errno : EIO;
    return out->error != 0;
}

static bool arrived(struct cli_out *out, struct lrs_err *err)
{
    if (out->path && !cli_out_broken(out))
        return lrs_file_commit(&out->file, err);
    if (!cli_out_broken(out) && fflush(out->f) != 0)
        cli_out_broken(out);
    if (!out->error)
        return true;
    cli_out_abandon(out);
    die_of_pipe(out);
    return lrs_fail(err, "%.200s: %s", out->path ? out->path : "standard output",
                    strerror(out->error));
}

bool cli_out_end(struct cli_out *out, struct lrs_err *err)
{
    bool ok = arrived(out, err);
    half_written = NULL;
    return ok;
}

void cli_out_abandon(struct cli_out *out)
{
    if (out->path)
        lrs_file_abandon(&out->file);
}
