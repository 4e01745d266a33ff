/* Reads the rates of a Table from a comma-separated file: one column of numbers, or a header and a
 * column lr. Whatever the file holds, memory stays bounded, and what does not fit is one sentence
 * with its line. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schedule_priv.h"
#include "lrscope/mem.h"

enum { RATES_MAX = 1 << 20, LINES_MAX = 4 << 20, LINE_MAX_BYTES = 4096, FIELDS_MAX = 64 };

struct reader {
    const char *path;
    FILE *file;
    char line[LINE_MAX_BYTES];
    int64_t number; /* of the line, from 1 */
    char *field[FIELDS_MAX];
    int n_fields;
    bool began;           /* the header, or the first row, has been seen */
    int rate_at, step_at; /* columns; -1 = none */
    struct lrs_reals *rates;
    size_t room;
};

static bool fail_line(const struct reader *r, struct lrs_err *err)
{
    return lrs_fail_prefix(err, "%.200s:%lld: ", r->path, (long long)r->number);
}

/* Never waits for a pipe or a device. */
static bool open_regular(struct reader *r, struct lrs_err *err)
{
    struct stat st;
    int fd = open(r->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) != 0)
        lrs_fail(err, "%.200s: %s", r->path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        lrs_fail(err, "%.200s: is no regular file", r->path);
    else if (!(r->file = fdopen(fd, "rb")))
        lrs_fail(err, "%.200s: %s", r->path, strerror(errno));
    if (!r->file && fd >= 0)
        close(fd);
    return r->file != NULL;
}

/* Counts the line that was read. Whatever file it is, reading must come to an end. */
static bool check_line(struct reader *r, struct lrs_err *err)
{
    size_t len = strlen(r->line);
    bool whole = len > 0 && r->line[len - 1] == '\n';
    r->number++;
    if (!whole && !feof(r->file))
        return lrs_fail(err, "a zero byte, or a line of more than %d bytes", LINE_MAX_BYTES - 2);
    return r->number <= LINES_MAX || lrs_fail(err, "more than %d lines", LINES_MAX);
}

static void cut_fields(struct reader *r, char *s)
{
    r->n_fields = 0;
    while (s && r->n_fields < FIELDS_MAX) {
        char *end = strpbrk(s, ",;\t");
        r->field[r->n_fields++] = s + strspn(s, " ");
        if (end)
            *end++ = '\0';
        s = end;
    }
}

/* The next line that says something, cut into fields: 1; 0 at the end; -1 with a sentence. */
static int next_line(struct reader *r, struct lrs_err *err)
{
    while (fgets(r->line, sizeof r->line, r->file)) {
        char *s = r->line;
        if (!check_line(r, err))
            return -1;
        if (r->number == 1 && strncmp(s, "\xEF\xBB\xBF", 3) == 0)
            s += 3;
        s[strcspn(s, "\r\n")] = '\0';
        if (s[strspn(s, " \t")] == '\0' || *s == '#')
            continue;
        cut_fields(r, s);
        return 1;
    }
    if (!ferror(r->file))
        return 0;
    lrs_fail(err, "%s", strerror(errno));
    return -1;
}

static int find_column(const struct reader *r, const char *name)
{
    for (int i = 0; i < r->n_fields; i++) {
        size_t len = strlen(name);
        if (strncmp(r->field[i], name, len) == 0 &&
            !r->field[i][len + strspn(r->field[i] + len, " ")])
            return i;
    }
    return -1;
}

/* Looks at the first line: is it a header, and where are the rates? */
static bool begin(struct reader *r, bool *is_header, struct lrs_err *err)
{
    double x;
    *is_header = !lrs_number_parse(r->field[0], &x);
    r->began = true;
    r->rate_at = *is_header ? find_column(r, "lr") : -1;
    r->step_at = *is_header ? find_column(r, "step") : -1;
    if (r->n_fields == 1)
        r->rate_at = 0;
    return r->rate_at >= 0 ||
           lrs_fail(err, "%d columns and no header that calls one of them lr", r->n_fields);
}

static bool take_row(struct reader *r, struct lrs_err *err)
{
    double step, rate;
    size_t n = r->rates->n;
    const char *text = r->rate_at < r->n_fields ? r->field[r->rate_at] : "";
    if (!lrs_number_parse(text, &rate) || !isfinite(rate) || rate < 0)
        return lrs_fail(err, "'%.40s' is not a rate, a number from 0 on", text);
    text = r->step_at >= 0 && r->step_at < r->n_fields ? r->field[r->step_at] : "";
    if (r->step_at >= 0 && (!lrs_number_parse(text, &step) || step != (double)n))
        return lrs_fail(err, "step '%.40s' where %zu was expected: the rows must be 0, 1, 2, ...",
                        text, n);
    if (n == RATES_MAX)
        return lrs_fail(err, "more than %d rates, which is the most that can be read", RATES_MAX);
    if (n == r->room) {
        r->room = n ? 2 * n : 256;
        r->rates->at = lrs_resize(r->rates->at, n, r->room, sizeof *r->rates->at);
    }
    r->rates->at[r->rates->n++] = rate;
    return true;
}

static bool read_all(struct reader *r, struct lrs_err *err)
{
    int got;
    while ((got = next_line(r, err)) > 0) {
        bool is_header = false;
        if (!r->began && !begin(r, &is_header, err))
            return fail_line(r, err);
        if (!is_header && !take_row(r, err))
            return fail_line(r, err);
    }
    if (got < 0)
        return fail_line(r, err);
    return r->rates->n > 0 || lrs_fail(err, "%.200s: holds no rates", r->path);
}

bool lrs_schedule_read_rates(const char *path, struct lrs_reals *rates, struct lrs_err *err)
{
    struct reader r = {.path = path, .rates = rates};
    *rates = (struct lrs_reals){0};
    bool ok = open_regular(&r, err) && read_all(&r, err);
    if (r.file)
        fclose(r.file);
    if (!ok) {
        lrs_free(rates->at);
        *rates = (struct lrs_reals){0};
    }
    return ok;
}
