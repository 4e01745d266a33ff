/* Reads the records of a comma-separated file: separators , ; or tab, found in the first line;
 * quotes as in RFC 4180 (doubled inside, separators and line ends allowed); line ends LF, CRLF or
 * CR; a byte order mark is skipped. Whatever the file holds, memory stays bounded and the reader
 * comes to an end. */
#include "problem_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lrscope/mem.h"
#include "lrscope/text.h"

/* -1 with a sentence. Non-blocking, so that a pipe without a writer does not hold us up. */
static int open_regular(const char *path, struct lrs_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) != 0) {
        lrs_fail(err, "%s: %s", path, strerror(errno));
    } else if (!S_ISREG(st.st_mode)) {
        lrs_fail(err, "%s: %s", path,
                 S_ISDIR(st.st_mode) ? "is a directory" : "is no regular file");
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static void skip_mark(FILE *file)
{
    static const int mark[] = {0xEF, 0xBB, 0xBF};
    for (int i = 0; i < 3; i++) {
        if (getc(file) == mark[i])
            continue;
        rewind(file);
        return;
    }
}

/* The separator that the first line has most of, outside quotes; a comma where there is none. */
static char find_separator(FILE *file)
{
    static const char candidates[] = ",;\t";
    int count[3] = {0}, best = 0, c;
    bool inside = false, something = false;
    for (int n = 0; n < LRS_CSV_LINE_MAX && (c = getc(file)) != EOF; n++) {
        const char *at = c ? strchr(candidates, c) : NULL;
        if (c == '"')
            inside = !inside;
        else if (!inside && something && (c == '\n' || c == '\r'))
            break;
        else if (!inside && at)
            count[at - candidates]++;
        something = something || !strchr(" \t\r\n", c);
    }
    for (int i = 1; i < 3; i++)
        if (count[i] > count[best])
            best = i;
    return candidates[best];
}

bool lrs_csv_open(struct lrs_csv_reader *r, const char *path, struct lrs_err *err)
{
    int fd = open_regular(path, err);
    if (fd < 0)
        return false;
    *r = (struct lrs_csv_reader){.path = path, .next_line = 1};
    r->file = fdopen(fd, "rb");
    if (!r->file) {
        close(fd);
        return lrs_fail(err, "%s: %s", path, strerror(errno));
    }
    skip_mark(r->file);
    r->separator = find_separator(r->file);
    rewind(r->file);
    skip_mark(r->file);
    r->start = LRS_ARRAY(size_t, LRS_CSV_COLUMNS_MAX);
    return true;
}

void lrs_csv_close(struct lrs_csv_reader *r)
{
    if (r->file)
        fclose(r->file);
    lrs_free(r->text);
    lrs_free(r->start);
    *r = (struct lrs_csv_reader){0};
}

static void put(struct lrs_csv_reader *r, char c)
{
    if (r->len == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 256;
        r->text = lrs_resize(r->text, r->cap, cap, 1);
        r->cap = cap;
    }
    r->text[r->len++] = c;
}

static void begin_field(struct lrs_csv_reader *r)
{
    if (r->n_fields < LRS_CSV_COLUMNS_MAX)
        r->start[r->n_fields] = r->len;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* Ends the field, without the spaces around it unless it was quoted. */
static void end_field(struct lrs_csv_reader *r, bool quoted)
{
    if (r->n_fields < LRS_CSV_COLUMNS_MAX && !quoted) {
        size_t start = r->start[r->n_fields];
        while (r->len > start && is_space(r->text[r->len - 1]))
            r->len--;
    }
    put(r, '\0');
    r->n_fields++;
}

/* What comes next, with every kind of line end as '\n'. */
static int next_char(FILE *file)
{
    int c = getc(file);
    if (c != '\r')
        return c;
    int after = getc(file);
    if (after != '\n' && after != EOF)
        ungetc(after, file);
    return '\n';
}

/* One field into the record; returns what ended it: the separator, '\n' or EOF, or -2 with a
 * sentence. */
static int read_field(struct lrs_csv_reader *r, struct lrs_err *err)
{
    bool quoted = false, inside = false;
    begin_field(r);
    size_t start = r->len;
    for (;;) {
        int c = next_char(r->file);
        if (c == '\n')
            r->next_line++;
        if (c == EOF && inside) {
            lrs_fail(err, "%s:%lld: a quote is opened and never closed", r->path,
                     (long long)r->line);
            return -2;
        }
        if (c == '\0' || r->len >= LRS_CSV_LINE_MAX) {
            lrs_fail(err,
                     c ? "%s:%lld: a line of more than a million bytes"
                       : "%s:%lld: a zero byte; this is no text file in UTF-8",
                     r->path, (long long)r->line);
            return -2;
        }
        if (c == EOF || (!inside && (c == '\n' || c == r->separator))) {
            end_field(r, quoted);
            return c;
        }
        if (inside && c == '"') {
            /* Doubled it stands for itself; alone it closes. */
            int after = getc(r->file);
            inside = after == '"';
            if (inside)
                put(r, '"');
            else if (after != EOF)
                ungetc(after, r->file);
        } else if (c == '"' && !quoted && r->len == start) {
            quoted = inside = true;
        } else if (inside || !is_space((char)c) || (r->len > start && !quoted)) {
            put(r, (char)c);
        }
    }
}

int lrs_csv_next(struct lrs_csv_reader *r, struct lrs_err *err)
{
    int end;
    do {
        r->line = r->next_line;
        r->len = 0;
        r->n_fields = 0;
        do
            end = read_field(r, err);
        while (end == r->separator);
        if (end == -2)
            return -1;
        if (ferror(r->file)) {
            lrs_fail(err, "%s: %s", r->path, strerror(errno));
            return -1;
        }
        if (r->n_fields > 1 || r->text[0])
            return 1;
    } while (end != EOF);
    return 0;
}

const char *lrs_csv_field(const struct lrs_csv_reader *r, int i)
{
    return r->text + r->start[i];
}

bool lrs_csv_number(const struct lrs_csv_reader *r, const char *text, double *x)
{
    char dotted[64];
    const char *comma = strchr(text, ',');
    size_t n = strlen(text);
    if (comma && r->separator != ',' && n < sizeof dotted && !strchr(text, '.')) {
        for (size_t i = 0; i <= n; i++)
            dotted[i] = &text[i] == comma ? '.' : text[i];
        text = dotted;
    }
    return lrs_number_parse(text, x) && fabs(*x) <= (double)FLT_MAX;
}
