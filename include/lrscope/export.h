/* What leaves the program: rows as CSV or JSON, the canvas as text, code. */
#ifndef LRSCOPE_EXPORT_H
#define LRSCOPE_EXPORT_H

#include <stdio.h>

#include "lrscope/err.h"
#include "lrscope/text.h"

enum lrs_format { LRS_CSV, LRS_JSON };
bool lrs_format_parse(const char *word, enum lrs_format *f, struct lrs_err *err);

/* A stream of rows. CSV: a header line, then one line a row, empty where a number is NaN and
 * MISSING says so; JSON: an array of objects, non-finite numbers null. */
struct lrs_cell_value {
    enum { LRS_OUT_NONE, LRS_OUT_REAL, LRS_OUT_INT, LRS_OUT_TEXT } type; /* NONE: empty in CSV, null in JSON */
    double real;
    long long integer;
    const char *text;
};
struct lrs_table {
    FILE *out;
    enum lrs_format format;
    int n_columns;
    const char *const *column;
    long long rows;
};
void lrs_table_begin(struct lrs_table *t, FILE *out, enum lrs_format f, const char *const *column, int n);
void lrs_table_row(struct lrs_table *t, const struct lrs_cell_value *cell);
void lrs_table_end(struct lrs_table *t);
/* A JSON string with quotes and escapes (invalid UTF-8 becomes U+FFFD). */
void lrs_json_text(struct lrs_str *out, const char *text);

/* A file that is written beside its target and renamed at the end, so that an old one is never
 * lost to a failed write. */
struct lrs_file {
    FILE *f;
    char *path, *temp;
};
bool lrs_file_begin(struct lrs_file *file, const char *path, struct lrs_err *err);
/* Flushes, checks every error, renames. On failure the temporary file is gone and the old one is
 * as it was. */
bool lrs_file_commit(struct lrs_file *file, struct lrs_err *err);
void lrs_file_abandon(struct lrs_file *file);

#endif
