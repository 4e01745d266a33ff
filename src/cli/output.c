/* Data to stdout or to a file, words to stderr. A full disk or a closed pipe is noticed and said. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli.h"

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
    return true;
}

bool cli_out_broken(struct cli_out *out)
{
    if (ferror(out->f) && !out->error)
        out->error = errno ? errno : EIO;
    return out->error != 0;
}

bool cli_out_end(struct cli_out *out, struct lrs_err *err)
{
    if (out->path && !cli_out_broken(out))
        return lrs_file_commit(&out->file, err);
    if (!cli_out_broken(out) && fflush(out->f) != 0)
        cli_out_broken(out);
    if (!out->error)
        return true;
    cli_out_abandon(out);
    return lrs_fail(err, "%.200s: %s", out->path ? out->path : "standard output",
                    strerror(out->error));
}

void cli_out_abandon(struct cli_out *out)
{
    if (out->path)
        lrs_file_abandon(&out->file);
}
