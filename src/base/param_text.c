/* Parameter rows as text: ranges for messages, values as the language writes them and as people
 * like to read them. */
#include "lrscope/param.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "lrscope/spec.h"

enum { PRETTY_DIGITS = 4 };

/* "0 < gamma <= 1", "0 to 1", "any number"; NAME stands for the number. */
static void print_interval(const struct lrs_param *p, const char *name, struct lrs_str *out)
{
    char lo[LRS_NUMBER_MAX], hi[LRS_NUMBER_MAX];
    lrs_number_pretty(lo, p->lo, 15);
    lrs_number_pretty(hi, p->hi, 15);
    bool whole = p->type == LRS_TYPE_INT || p->type == LRS_TYPE_INTS;
    bool from = isfinite(p->lo), to = isfinite(p->hi);
    if (!from && !to) {
        lrs_str_add(out, whole ? "any whole number" : "any number");
        return;
    }
    if (from && to && !(p->flags & (LRS_LO_OPEN | LRS_HI_OPEN))) {
        lrs_str_addf(out, "%s%s to %s", whole ? "a whole number, " : "", lo, hi);
        return;
    }
    lrs_str_add(out, whole ? "a whole number, " : "");
    if (from)
        lrs_str_addf(out, "%s %s ", lo, p->flags & LRS_LO_OPEN ? "<" : "<=");
    lrs_str_add(out, name);
    if (to)
        lrs_str_addf(out, " %s %s", p->flags & LRS_HI_OPEN ? "<" : "<=", hi);
}

static void print_choices(const struct lrs_param *p, struct lrs_str *out)
{
    int n = lrs_param_choices(p);
    for (int i = 0; i < n; i++)
        lrs_str_addf(out, "%s%s", i == 0 ? "" : i == n - 1 ? " or " : ", ", p->choices[i].name);
}

/* "2 ", "1 to 3 ", "2 or more ", "at most 4 ". */
static void print_length(const struct lrs_param *p, struct lrs_str *out)
{
    if (p->max_len > 0 && p->min_len == p->max_len)
        lrs_str_addf(out, "%d ", p->min_len);
    else if (p->max_len > 0 && p->min_len > 0)
        lrs_str_addf(out, "%d to %d ", p->min_len, p->max_len);
    else if (p->max_len > 0)
        lrs_str_addf(out, "at most %d ", p->max_len);
    else if (p->min_len > 0)
        lrs_str_addf(out, "%d or more ", p->min_len);
}

static void print_list(const struct lrs_param *p, struct lrs_str *out)
{
    lrs_str_add(out, "a list of ");
    print_length(p, out);
    if (p->type == LRS_TYPE_SPECS) {
        lrs_str_add(out, p->max_len == 1 ? "kind" : "kinds");
        return;
    }
    lrs_str_add(out, p->type == LRS_TYPE_INTS ? "whole numbers" : "numbers");
    if (!isfinite(p->lo) && !isfinite(p->hi))
        return;
    struct lrs_param each = *p;
    each.type = LRS_TYPE_REAL; /* "whole" has been said */
    lrs_str_add(out, ", each ");
    print_interval(&each, "x", out);
}

void lrs_param_print_range(const struct lrs_param *p, struct lrs_str *out)
{
    switch (p->type) {
    case LRS_TYPE_REAL:
    case LRS_TYPE_INT:
        print_interval(p, p->name, out);
        break;
    case LRS_TYPE_BOOL:
        lrs_str_add(out, "true or false");
        break;
    case LRS_TYPE_CHOICE:
        print_choices(p, out);
        break;
    case LRS_TYPE_TEXT:
        lrs_str_add(out, "a text");
        break;
    case LRS_TYPE_REALS:
    case LRS_TYPE_INTS:
    case LRS_TYPE_SPECS:
        print_list(p, out);
        break;
    case LRS_TYPE_FUNC:
        lrs_str_add(out, p->flags & LRS_FILE ? "the name of a file"
                                             : "an expression or function of t, T and lr");
        break;
    }
    if (p->flags & LRS_OPTIONAL)
        lrs_str_add(out, ", or nil");
}

/* Lua has no words for these, but expressions. */
static void print_real(double x, struct lrs_str *out)
{
    char buf[LRS_NUMBER_MAX];
    if (isfinite(x))
        lrs_str_add(out, lrs_number_exact(buf, x));
    else
        lrs_str_add(out, isnan(x) ? "0/0" : x > 0 ? "1/0" : "-1/0");
}

/* What is not UTF-8, as a path may be, goes byte by byte: files of the language are UTF-8. */
static void print_quoted(const char *s, struct lrs_str *out)
{
    lrs_str_add(out, "\"");
    for (const char *from = s; *from; from = s) {
        unsigned char c = (unsigned char)*from;
        bool good = lrs_utf8_next(&s) != 0xfffd || strncmp(from, "\xef\xbf\xbd", 3) == 0;
        if (c == '"' || c == '\\')
            lrs_str_addf(out, "\\%c", c);
        else if (c == '\n')
            lrs_str_add(out, "\\n");
        else if (c < 0x20 || c == 0x7f || !good)
            lrs_str_addf(out, "\\%03u", c);
        else
            lrs_str_addn(out, from, (size_t)(s - from));
    }
    lrs_str_add(out, "\"");
}

static void print_reals(const struct lrs_reals *list, struct lrs_str *out)
{
    lrs_str_add(out, "{");
    for (size_t i = 0; i < list->n; i++) {
        lrs_str_add(out, i ? ", " : "");
        print_real(list->at[i], out);
    }
    lrs_str_add(out, "}");
}

static void print_specs(const struct lrs_specs *list, struct lrs_str *out)
{
    lrs_str_add(out, "{");
    for (size_t i = 0; i < list->n; i++) {
        lrs_str_add(out, i ? ", " : "");
        lrs_spec_print(list->at[i], false, out);
    }
    lrs_str_add(out, "}");
}

static const char *choice_name(const struct lrs_param *p, int i)
{
    return i >= 0 && i < lrs_param_choices(p) ? p->choices[i].name : "?";
}

/* By the value's own tag, so that a message can quote a value of the wrong type too. */
void lrs_param_print(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out)
{
    switch (v->tag) {
    case LRS_UNSET:
        lrs_str_add(out, "nil");
        break;
    case LRS_REAL:
        print_real(v->real, out);
        break;
    case LRS_INT:
        lrs_str_addf(out, "%" PRId64, v->integer);
        break;
    case LRS_BOOL:
        lrs_str_add(out, v->flag ? "true" : "false");
        break;
    case LRS_CHOICE:
        print_quoted(choice_name(p, v->choice), out);
        break;
    case LRS_TEXT:
        print_quoted(v->text, out);
        break;
    case LRS_REALS:
        print_reals(&v->reals, out);
        break;
    case LRS_SPECS:
        print_specs(&v->specs, out);
        break;
    case LRS_FUNC:
        if (v->func->is_expr)
            print_quoted(v->func->source, out);
        else
            lrs_str_add(out, v->func->source);
        break;
    }
}

static void pretty_reals(const struct lrs_reals *list, struct lrs_str *out)
{
    char buf[LRS_NUMBER_MAX];
    lrs_str_add(out, list->n == 0 ? "none" : "");
    for (size_t i = 0; i < list->n; i++)
        lrs_str_addf(out, "%s%s", i ? ", " : "",
                     lrs_number_pretty(buf, list->at[i], PRETTY_DIGITS));
}

static void pretty_specs(const struct lrs_specs *list, struct lrs_str *out)
{
    lrs_str_add(out, list->n == 0 ? "none" : "");
    for (size_t i = 0; i < list->n; i++)
        lrs_str_addf(out, "%s%s", i ? ", " : "", list->at[i]->kind->name);
}

void lrs_param_pretty(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out)
{
    char buf[LRS_NUMBER_MAX];
    switch (v->tag) {
    case LRS_UNSET:
        lrs_str_add(out, "-");
        break;
    case LRS_REAL:
        lrs_str_add(out, lrs_number_pretty(buf, v->real, PRETTY_DIGITS));
        break;
    case LRS_INT:
        lrs_str_addf(out, "%" PRId64, v->integer);
        break;
    case LRS_BOOL:
        lrs_str_add(out, v->flag ? "yes" : "no");
        break;
    case LRS_CHOICE:
        lrs_str_add(out, choice_name(p, v->choice));
        break;
    case LRS_TEXT:
        lrs_str_add(out, v->text);
        break;
    case LRS_REALS:
        pretty_reals(&v->reals, out);
        break;
    case LRS_SPECS:
        pretty_specs(&v->specs, out);
        break;
    case LRS_FUNC:
        lrs_str_add(out, v->func->source);
        break;
    }
}
