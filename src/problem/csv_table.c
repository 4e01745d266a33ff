/* Makes a dataset of a comma-separated file. A line that does not fit is not skipped in silence:
 * the first one is named, with a count of the rest. */
#include "problem_priv.h"

#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/text.h"

enum role { INPUT, LABEL, IGNORED };

struct table {
    const struct lrs_csv_want *want;
    struct lrs_csv_reader reader;
    struct lrs_csv_labels labels;
    int n_columns, n_inputs, label;
    char **name; /* of each column */
    enum role *role;
    float *x; /* rows x n_inputs */
    size_t rows_cap;
    int64_t n_bad;
    struct lrs_err first_bad;
};

/* Notes that the present line does not fit; the sentence of the first one is kept. */
static void note_bad(struct table *t, const struct lrs_err *what)
{
    if (t->n_bad++ == 0) {
        t->first_bad = *what;
        lrs_fail_prefix(&t->first_bad, "%s:%lld: ", t->want->path, (long long)t->reader.line);
    }
}

static bool read_header(struct table *t, struct lrs_err *err)
{
    struct lrs_csv_reader *r = &t->reader;
    double x;
    bool all_numbers = true;
    int got = lrs_csv_next(r, err);
    if (got < 0)
        return false;
    if (got == 0)
        return lrs_fail(err, "%s: empty; the first line must name the columns", r->path);
    if (r->n_fields < 2)
        return lrs_fail(err, "%s:%lld: one column only; a label and at least one input are needed",
                        r->path, (long long)r->line);
    if (r->n_fields > LRS_CSV_COLUMNS_MAX)
        return lrs_fail(err, "%s:%lld: %d columns; at most %d can be read", r->path,
                        (long long)r->line, r->n_fields, LRS_CSV_COLUMNS_MAX);
    t->n_columns = r->n_fields;
    t->name = LRS_ARRAY(char *, t->n_columns);
    t->role = LRS_ARRAY(enum role, t->n_columns);
    for (int i = 0; i < t->n_columns; i++) {
        const char *text = lrs_csv_field(r, i);
        all_numbers = all_numbers && lrs_csv_number(r, text, &x);
        t->name[i] = *text ? lrs_strdup(text) : lrs_format("column %d", i + 1);
    }
    if (all_numbers)
        return lrs_fail(err, "%s:%lld: the first line must name the columns, but has numbers only",
                        r->path, (long long)r->line);
    return true;
}

/* The column of that name, or -1 with a sentence. */
static int find_column(const struct table *t, const char *name, struct lrs_err *err)
{
    struct lrs_nearest nearest = {.word = name};
    for (int i = 0; i < t->n_columns; i++) {
        if (!strcmp(t->name[i], name))
            return i;
        lrs_nearest_try(&nearest, t->name[i]);
    }
    lrs_fail(err, "%s: no column '%s'%s", t->want->path, name, lrs_nearest_hint(&nearest));
    return -1;
}

/* Gives the columns named in "a, b" the role IGNORED. */
static bool ignore_columns(struct table *t, struct lrs_err *err)
{
    const char *at = t->want->ignore;
    while (*at) {
        size_t n = strcspn(at, ","), lead = strspn(at, " ");
        if (lead > n)
            lead = n;
        size_t len = n - lead;
        while (len > 0 && at[lead + len - 1] == ' ')
            len--;
        char *name = lrs_strndup(at + lead, len);
        int column = len > 0 ? find_column(t, name, err) : 0;
        if (column >= 0 && len > 0)
            t->role[column] = IGNORED;
        lrs_free(name);
        if (column < 0)
            return false;
        at += n + (at[n] == ',');
    }
    return true;
}

static bool assign_roles(struct table *t, struct lrs_err *err)
{
    t->label = t->n_columns - 1;
    if (*t->want->label)
        t->label = find_column(t, t->want->label, err);
    if (t->label < 0 || !ignore_columns(t, err))
        return false;
    t->role[t->label] = LABEL;
    for (int i = 0; i < t->n_columns; i++)
        t->n_inputs += t->role[i] == INPUT;
    if (t->n_inputs == 0)
        return lrs_fail(err, "%s: no column is left as an input", t->want->path);
    return true;
}

/* Room for one more row of inputs. */
static float *next_row(struct table *t)
{
    size_t row = (size_t)t->labels.rows, width = (size_t)t->n_inputs;
    if (row == t->rows_cap) {
        size_t cap = t->rows_cap ? 2 * t->rows_cap : 256;
        t->x = lrs_resize(t->x, t->rows_cap * width, cap * width, sizeof *t->x);
        t->rows_cap = cap;
    }
    return t->x + row * width;
}

static bool not_a_number(const struct table *t, int column, const char *text, struct lrs_err *what)
{
    const char *name = t->name[column];
    if (!*text)
        return lrs_fail(what, "column '%.60s' is empty", name);
    if (t->role[column] == LABEL || strchr(name, ','))
        return lrs_fail(what, "column '%.60s': '%.40s' is not a finite number", name, text);
    return lrs_fail(what,
                    "column '%.60s': '%.40s' is not a finite number (ignore=\"%.60s\" leaves "
                    "the column out)",
                    name, text, name);
}

/* The present record as one more row, or a sentence on why it does not fit. */
static bool take_row(struct table *t, struct lrs_err *what)
{
    const struct lrs_csv_reader *r = &t->reader;
    double x;
    if (r->n_fields != t->n_columns)
        return lrs_fail(what, "%d field%s where the header has %d", r->n_fields,
                        r->n_fields == 1 ? "" : "s", t->n_columns);
    float *row = next_row(t);
    for (int i = 0; i < t->n_columns; i++) {
        if (t->role[i] != INPUT)
            continue;
        const char *text = lrs_csv_field(r, i);
        if (!lrs_csv_number(r, text, &x))
            return not_a_number(t, i, text, what);
        *row++ = (float)x;
    }
    const char *label = lrs_csv_field(r, t->label);
    if (!*label)
        return lrs_fail(what, "column '%.60s' is empty", t->name[t->label]);
    bool classes = t->want->task != LRS_CSV_REGRESS;
    if (!classes && !lrs_csv_number(r, label, &x))
        return not_a_number(t, t->label, label, what);
    lrs_csv_labels_add(&t->labels, r, label, classes);
    return true;
}

static bool read_rows(struct table *t, struct lrs_err *err)
{
    int got = 0;
    int64_t wanted = t->want->max_rows ? t->want->max_rows : INT64_MAX;
    while (t->labels.rows < wanted && (got = lrs_csv_next(&t->reader, err)) > 0) {
        struct lrs_err what = {0};
        if (t->labels.rows == LRS_CSV_ROWS_MAX)
            return lrs_fail(err, "%s: more than %d rows, which is the most that can be read",
                            t->want->path, LRS_CSV_ROWS_MAX);
        if ((int64_t)(t->labels.rows + 1) * t->n_inputs > LRS_CSV_CELLS_MAX)
            return lrs_fail(err, "%s: more than %d numbers, which is the most that can be read",
                            t->want->path, LRS_CSV_CELLS_MAX);
        if (!take_row(t, &what))
            note_bad(t, &what);
    }
    if (got < 0)
        return false;
    if (t->n_bad == 0 && t->labels.rows == 0)
        return lrs_fail(err, "%s: no rows below the header", t->want->path);
    if (t->n_bad == 0)
        return true;
    if (t->n_bad == 1)
        return lrs_fail(err, "%s", t->first_bad.msg);
    return lrs_fail(err, "%s (and %lld more such line%s)", t->first_bad.msg,
                    (long long)t->n_bad - 1, t->n_bad == 2 ? "" : "s");
}

/* Hands the inputs and their names over to D. */
static void finish_inputs(struct table *t, struct lrs_dataset *d)
{
    int n = 0;
    d->rows = t->labels.rows;
    d->n_in = t->n_inputs;
    d->x = t->x;
    t->x = NULL;
    d->input_name = LRS_ARRAY(char *, t->n_inputs);
    for (int i = 0; i < t->n_columns; i++)
        if (t->role[i] == INPUT)
            d->input_name[n++] = lrs_strdup(t->name[i]);
}

static void free_table(struct table *t)
{
    lrs_csv_close(&t->reader);
    lrs_csv_labels_free(&t->labels);
    for (int i = 0; i < t->n_columns; i++)
        lrs_free(t->name[i]);
    lrs_free(t->name);
    lrs_free(t->role);
    lrs_free(t->x);
}

bool lrs_csv_load(const struct lrs_csv_want *want, struct lrs_dataset *d, struct lrs_err *err)
{
    struct table t = {.want = want};
    bool ok = lrs_csv_open(&t.reader, want->path, err) && read_header(&t, err) &&
              assign_roles(&t, err) && read_rows(&t, err) &&
              lrs_csv_labels_finish(&t.labels, want->task, want->path, t.name[t.label], d, err);
    if (ok)
        finish_inputs(&t, d);
    free_table(&t);
    return ok;
}

bool lrs_csv_load_bundled(const char *name, struct lrs_csv_want want, struct lrs_dataset *d,
                          struct lrs_err *err)
{
    char *path = lrs_data_path(name);
    if (!path)
        return lrs_fail(err, "%s: not found; LRSCOPE_DATA names the folder that holds scenes/",
                        name);
    want.path = path;
    bool ok = lrs_csv_load(&want, d, err);
    lrs_free(path);
    return ok;
}
