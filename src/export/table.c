/* Rows as CSV (RFC 4180, with plain line ends) or as a JSON array of objects, one row a line, written
 * as they come. Errors of writing stay in the stream and are asked for at the end, once. */
#include "lrscope/export.h"

#include <math.h>
#include <string.h>

bool lrs_format_parse(const char *word, enum lrs_format *f, struct lrs_err *err)
{
    static const char *const names[] = {[LRS_CSV] = "csv", [LRS_JSON] = "json"};
    for (int i = 0; i < 2; i++) {
        if (lrs_text_equal_nocase(word, names[i])) {
            *f = (enum lrs_format)i;
            return true;
        }
    }
    return lrs_fail(err, "there is no format '%.60s'; allowed: csv or json", word);
}

static void put_json(FILE *out, const char *text)
{
    struct lrs_str s = {0};
    lrs_json_text(&s, text);
    fputs(lrs_str_text(&s), out);
    lrs_str_clear(&s);
}

static void put_csv(FILE *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

void lrs_table_begin(struct lrs_table *t, FILE *out, enum lrs_format f, const char *const *column,
                     int n)
{
    *t = (struct lrs_table){.out = out, .format = f, .n_columns = n, .column = column};
    if (f == LRS_JSON) {
        fputs("[", out);
        return;
    }
    for (int i = 0; i < n; i++) {
        if (i > 0)
            putc(',', out);
        put_csv(out, column[i]);
    }
    putc('\n', out);
}

/* JSON has no word for what is not finite; CSV's readers know inf and nan. */
static void put_cell(FILE *out, enum lrs_format f, const struct lrs_cell_value *cell)
{
    char buf[LRS_NUMBER_MAX];
    bool json = f == LRS_JSON;
    switch (cell->type) {
    case LRS_OUT_NONE:
        fputs(json ? "null" : "", out);
        break;
    case LRS_OUT_REAL:
        fputs(json && !isfinite(cell->real) ? "null" : lrs_number_exact(buf, cell->real), out);
        break;
    case LRS_OUT_INT:
        fprintf(out, "%lld", cell->integer);
        break;
    case LRS_OUT_TEXT:
        (json ? put_json : put_csv)(out, cell->text);
        break;
    }
}

void lrs_table_row(struct lrs_table *t, const struct lrs_cell_value *cell)
{
    bool json = t->format == LRS_JSON;
    if (json)
        fputs(t->rows > 0 ? ",\n{" : "\n{", t->out);
    for (int i = 0; i < t->n_columns; i++) {
        if (i > 0)
            putc(',', t->out);
        if (json) {
            put_json(t->out, t->column[i]);
            putc(':', t->out);
        }
        put_cell(t->out, t->format, &cell[i]);
    }
    putc(json ? '}' : '\n', t->out);
    t->rows++;
}

void lrs_table_end(struct lrs_table *t)
{
    if (t->format == LRS_JSON)
        fputs(t->rows > 0 ? "\n]\n" : "]\n", t->out);
}
