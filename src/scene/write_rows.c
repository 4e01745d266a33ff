/* Specs as a person would write them: on one line where they fit, else an entry a line, lists of
 * numbers filled, long strings in pieces. */
#include "scene_priv.h"

#include <string.h>

#include "lrscope/mem.h"

/* An indent that means: all on one line. */
enum { FLAT = -1 };

/* Lua nests concatenations, and not deeper than 200. */
enum { PIECES_MAX = 100 };

/* Columns that the last line of OUT takes. */
static int column(const struct lrs_str *out)
{
    const char *newline = out->len ? strrchr(out->s, '\n') : NULL;
    return lrs_text_width(newline ? newline + 1 : lrs_str_text(out));
}

/* Does TEXT fit on the line, with a comma behind it? */
static bool fits(const struct lrs_str *out, const struct lrs_str *text)
{
    const char *s = lrs_str_text(text);
    return !strchr(s, '\n') && column(out) + lrs_text_width(s) < LRS_WRITE_COLUMNS;
}

static void new_line(struct lrs_str *out, int indent)
{
    lrs_str_addf(out, "\n%*s", indent, "");
}

static int deeper(int indent)
{
    return indent == FLAT ? FLAT : indent + LRS_WRITE_INDENT;
}

/* Before entry N of a table whose entries stand at INDENT. */
static void begin_entry(struct lrs_str *out, int n, int indent)
{
    lrs_str_add(out, n > 0 ? "," : "");
    if (indent == FLAT)
        lrs_str_add(out, " ");
    else
        new_line(out, indent);
}

/* Behind the last of N entries; INDENT is the table's. */
static void end_table(struct lrs_str *out, int n, int indent)
{
    if (n > 0 && indent == FLAT) {
        lrs_str_add(out, " ");
    } else if (n > 0) {
        lrs_str_add(out, ",");
        new_line(out, indent);
    }
    lrs_str_add(out, "}");
}

/* --- strings --- */

/* Columns of the character from AT to NEXT inside quotes. */
static int quoted_width(uint32_t c, const char *at, const char *next)
{
    if (c == '"' || c == '\\' || c == '\n')
        return 2;
    if (c < 0x20 || c == 0x7f || (c == 0xfffd && next == at + 1))
        return 4;
    return lrs_utf8_width(c);
}

/* Bytes of TEXT that fit into ROOM columns: up to the end of a line or a word, if there is one. */
static size_t piece_of(const char *text, int room)
{
    size_t word = 0;
    int width = 0;
    for (const char *at = text, *next = text; *at; at = next) {
        uint32_t c = lrs_utf8_next(&next);
        width += quoted_width(c, at, next);
        if (width > room && at > text)
            return word ? word : (size_t)(at - text);
        if (c == ' ' || c == '\n')
            word = (size_t)(next - text);
        if (c == '\n')
            return word;
    }
    return strlen(text);
}

static void put_piece(struct lrs_str *out, const char *text, size_t len)
{
    char *piece = lrs_strndup(text, len);
    struct lrs_value v = {.tag = LRS_TEXT, .text = piece};
    lrs_param_print(NULL, &v, out);
    lrs_free(piece);
}

/* False, with OUT half done, where it would take too many pieces. */
static bool put_pieces(struct lrs_str *out, const char *text, int indent)
{
    enum { AROUND = 3 }; /* quotes and a comma */
    for (int n = 0; *text || n == 0; n++) {
        if (n == PIECES_MAX)
            return false;
        if (n > 0) {
            new_line(out, indent + LRS_WRITE_INDENT);
            lrs_str_add(out, ".. ");
        }
        size_t len = piece_of(text, LRS_WRITE_COLUMNS - column(out) - AROUND);
        put_piece(out, text, len);
        text += len;
    }
    return true;
}

void lrs_write_text(struct lrs_str *out, const char *text, int indent)
{
    struct lrs_str pieces = {0};
    int before = column(out);
    lrs_str_addf(&pieces, "%*s", before, "");
    if (put_pieces(&pieces, text, indent))
        lrs_str_add(out, pieces.s + before);
    else
        put_piece(out, text, strlen(text));
    lrs_str_clear(&pieces);
}

/* --- values --- */

static void put_number(struct lrs_str *out, double x)
{
    struct lrs_value v = lrs_value_real(x);
    lrs_param_print(NULL, &v, out);
}

/* As many on a line as fit. */
static void fill_numbers(struct lrs_str *out, const struct lrs_reals *list, int indent)
{
    for (size_t i = 0; i < list->n; i++) {
        struct lrs_str number = {0};
        lrs_str_add(&number, i ? " " : "");
        put_number(&number, list->at[i]);
        lrs_str_add(out, i ? "," : "");
        if (!fits(out, &number)) {
            new_line(out, indent);
            lrs_str_add(out, number.s + 1);
        } else {
            lrs_str_add(out, number.s);
        }
        lrs_str_clear(&number);
    }
}

static int put_children(struct lrs_str *out, const struct lrs_specs *list, int n, int indent)
{
    for (size_t i = 0; i < list->n; i++) {
        begin_entry(out, n++, indent);
        lrs_write_spec(out, list->at[i], indent);
    }
    return n;
}

static void put_flat(struct lrs_str *out, const struct lrs_param *p, const struct lrs_value *v)
{
    if (v->tag != LRS_SPECS) {
        lrs_param_print(p, v, out);
        return;
    }
    lrs_str_add(out, "{");
    end_table(out, put_children(out, &v->specs, 0, FLAT), FLAT);
}

static void put_broken(struct lrs_str *out, const struct lrs_param *p, const struct lrs_value *v,
                       int indent)
{
    if (v->tag == LRS_REALS) {
        lrs_str_add(out, "{");
        new_line(out, deeper(indent));
        fill_numbers(out, &v->reals, deeper(indent));
        end_table(out, 1, indent);
    } else if (v->tag == LRS_SPECS) {
        lrs_str_add(out, "{");
        end_table(out, put_children(out, &v->specs, 0, deeper(indent)), indent);
    } else if (v->tag == LRS_TEXT) {
        lrs_write_text(out, v->text, indent);
    } else if (v->tag == LRS_FUNC && v->func->is_expr) {
        lrs_write_text(out, v->func->source, indent);
    } else {
        lrs_param_print(p, v, out);
    }
}

static void put_value(struct lrs_str *out, const struct lrs_param *p, const struct lrs_value *v,
                      int indent)
{
    struct lrs_str flat = {0};
    put_flat(&flat, p, v);
    if (indent == FLAT || fits(out, &flat))
        lrs_str_add(out, lrs_str_text(&flat));
    else
        put_broken(out, p, v, indent);
    lrs_str_clear(&flat);
}

/* Entries of one row; how many there are then. A positional list gives its own one by one. */
static int put_row(struct lrs_str *out, const struct lrs_param *p, const struct lrs_value *v, int n,
                   int indent)
{
    bool positional = p->flags & LRS_POSITIONAL;
    if (positional && v->tag == LRS_SPECS)
        return put_children(out, &v->specs, n, indent);
    begin_entry(out, n, indent);
    if (positional && v->tag == LRS_REALS) {
        fill_numbers(out, &v->reals, indent);
        return n + 1;
    }
    lrs_str_addf(out, "%s%s", positional ? "" : p->name, positional ? "" : " = ");
    put_value(out, p, v, indent);
    return n + 1;
}

static void put_rows(struct lrs_str *out, const struct lrs_spec *spec, int indent)
{
    int n = 0;
    lrs_str_add(out, "{");
    for (int place = 0, row; (row = lrs_spec_said(spec, false, &place)) >= 0;)
        n = put_row(out, &spec->kind->params[row], &spec->at[row], n, deeper(indent));
    end_table(out, n, indent);
}

void lrs_write_rows(struct lrs_str *out, const struct lrs_spec *spec, int indent)
{
    struct lrs_str flat = {0};
    put_rows(&flat, spec, FLAT);
    if (indent == FLAT || fits(out, &flat))
        lrs_str_add(out, flat.s);
    else
        put_rows(out, spec, indent);
    lrs_str_clear(&flat);
}

void lrs_write_spec(struct lrs_str *out, const struct lrs_spec *spec, int indent)
{
    lrs_str_addf(out, "%s ", spec->kind->name);
    lrs_write_rows(out, spec, indent);
}
