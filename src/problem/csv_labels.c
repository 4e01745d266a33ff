/* The label column of a file: kept as numbers and as texts until the whole column is known, then
 * made into classes or into targets. */
#include "problem_priv.h"

#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/text.h"

/* In a column of whole numbers, so many different ones are still taken for classes. */
enum { CLASSES_AUTO = 20 };

/* Where TEXT stands among the sorted names, or would stand. */
static int name_place(const struct lrs_csv_labels *l, const char *text, bool *found)
{
    int lo = 0, hi = l->n_names;
    *found = false;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        int order = strcmp(l->name[mid].text, text);
        if (order == 0) {
            *found = true;
            return mid;
        }
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The number of TEXT in order of first sight, or -1 where there are too many different ones. */
static int32_t name_id(struct lrs_csv_labels *l, const char *text)
{
    bool found;
    int at = name_place(l, text, &found);
    if (found)
        return l->name[at].id;
    if (l->n_names == LRS_CSV_CLASSES_MAX) {
        l->too_many = true;
        return -1;
    }
    if (!l->name)
        l->name = LRS_ARRAY(struct lrs_csv_name, LRS_CSV_CLASSES_MAX);
    memmove(&l->name[at + 1], &l->name[at], (size_t)(l->n_names - at) * sizeof *l->name);
    l->name[at] = (struct lrs_csv_name){lrs_strdup(text), l->n_names};
    return l->n_names++;
}

void lrs_csv_labels_add(struct lrs_csv_labels *l, const struct lrs_csv_reader *r, const char *text,
                        bool with_text)
{
    double x;
    if (l->rows == l->cap) {
        int cap = l->cap ? 2 * l->cap : 256;
        l->number = lrs_resize(l->number, (size_t)l->cap, (size_t)cap, sizeof *l->number);
        l->id = lrs_resize(l->id, (size_t)l->cap, (size_t)cap, sizeof *l->id);
        l->cap = cap;
    }
    if (l->rows == 0)
        l->all_numbers = l->all_whole = true;
    bool number = lrs_csv_number(r, text, &x);
    l->all_numbers = l->all_numbers && number;
    l->all_whole = l->all_whole && number && x == floor(x);
    l->number[l->rows] = number ? x : (double)NAN;
    l->id[l->rows] = with_text ? name_id(l, text) : -1;
    l->rows++;
}

void lrs_csv_labels_free(struct lrs_csv_labels *l)
{
    for (int i = 0; i < l->n_names; i++)
        lrs_free(l->name[i].text);
    lrs_free(l->name);
    lrs_free(l->number);
    lrs_free(l->id);
    *l = (struct lrs_csv_labels){0};
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The different numbers of the column in order; *N of them. Owned by the caller. */
static double *distinct_numbers(const struct lrs_csv_labels *l, int *n)
{
    double *sorted = LRS_ARRAY(double, l->rows);
    memcpy(sorted, l->number, (size_t)l->rows * sizeof *sorted);
    qsort(sorted, (size_t)l->rows, sizeof *sorted, by_value);
    *n = 0;
    for (int i = 0; i < l->rows; i++)
        if (*n == 0 || sorted[i] > sorted[*n - 1])
            sorted[(*n)++] = sorted[i];
    return sorted;
}

static void classes_of_numbers(const struct lrs_csv_labels *l, const double *value, int n,
                               struct lrs_dataset *d)
{
    char text[LRS_NUMBER_MAX];
    for (int k = 0; k < n; k++)
        d->class_name[k] = lrs_strdup(lrs_number_exact(text, value[k]));
    for (int i = 0; i < l->rows; i++) {
        const double *at = bsearch(&l->number[i], value, (size_t)n, sizeof *value, by_value);
        d->label[i] = (int32_t)(at - value);
    }
}

static void classes_of_texts(const struct lrs_csv_labels *l, struct lrs_dataset *d)
{
    int32_t *rank = LRS_ARRAY(int32_t, l->n_names);
    for (int k = 0; k < l->n_names; k++) {
        rank[l->name[k].id] = k;
        d->class_name[k] = lrs_strdup(l->name[k].text);
    }
    for (int i = 0; i < l->rows; i++)
        d->label[i] = rank[l->id[i]];
    lrs_free(rank);
}

static bool make_classes(const struct lrs_csv_labels *l, const double *value, int n,
                         const char *path, const char *column, struct lrs_dataset *d,
                         struct lrs_err *err)
{
    if (n > LRS_CSV_CLASSES_MAX || (!value && l->too_many))
        return lrs_fail(err,
                        "%s: column '%s' has more than %d different values, too many for classes",
                        path, column, LRS_CSV_CLASSES_MAX);
    if (n < 2)
        return lrs_fail(err, "%s: column '%s' has the same value in every row", path, column);
    d->task = LRS_CLASSIFY;
    d->n_out = n;
    d->label = LRS_ARRAY(int32_t, l->rows);
    d->class_name = LRS_ARRAY(char *, n);
    if (value)
        classes_of_numbers(l, value, n, d);
    else
        classes_of_texts(l, d);
    return true;
}

static void make_targets(const struct lrs_csv_labels *l, struct lrs_dataset *d)
{
    d->task = LRS_REGRESS;
    d->n_out = 1;
    d->target = LRS_ARRAY(float, l->rows);
    for (int i = 0; i < l->rows; i++)
        d->target[i] = (float)l->number[i];
}

bool lrs_csv_labels_finish(const struct lrs_csv_labels *l, enum lrs_csv_task task, const char *path,
                           const char *column, struct lrs_dataset *d, struct lrs_err *err)
{
    int n = l->n_names;
    bool ok = true;
    double *value = l->all_numbers ? distinct_numbers(l, &n) : NULL;
    bool few = l->all_whole && n <= CLASSES_AUTO;
    if (task == LRS_CSV_REGRESS || (task == LRS_CSV_AUTO && value && !few))
        make_targets(l, d);
    else
        ok = make_classes(l, value, n, path, column, d, err);
    lrs_free(value);
    return ok;
}
