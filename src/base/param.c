/* Parameter rows: defaults, checks, and the conversions that lose nothing. */
#include "lrscope/param.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

/* Whole numbers beyond this do not survive as doubles, and Lua's are doubles for many purposes. */
static const double whole_max = 9007199254740992.0;

int lrs_param_choices(const struct lrs_param *p)
{
    int n = 0;
    while (p->choices && p->choices[n].name)
        n++;
    return n;
}

bool lrs_param_is(const struct lrs_param *p, const char *word)
{
    return !strcmp(p->name, word) || lrs_text_has_word(p->aliases, word) ||
           (p->symbol && !strcmp(p->symbol, word));
}

struct lrs_value lrs_param_default(const struct lrs_param *p)
{
    struct lrs_value v = {.tag = LRS_UNSET};
    if (p->flags & LRS_OPTIONAL)
        return v;
    switch (p->type) {
    case LRS_TYPE_REAL:
        return lrs_value_real(p->def);
    case LRS_TYPE_INT:
        return lrs_value_int((int64_t)p->def);
    case LRS_TYPE_BOOL:
        return (struct lrs_value){.tag = LRS_BOOL, .flag = p->def != 0};
    case LRS_TYPE_CHOICE:
        return (struct lrs_value){.tag = LRS_CHOICE, .choice = (int)p->def};
    case LRS_TYPE_TEXT:
        return lrs_value_text(p->def_text ? p->def_text : "");
    case LRS_TYPE_REALS:
    case LRS_TYPE_INTS:
        return lrs_value_reals(p->def_list, (size_t)p->def_len);
    case LRS_TYPE_SPECS:
        return (struct lrs_value){.tag = LRS_SPECS};
    case LRS_TYPE_FUNC:
        v.tag = LRS_FUNC;
        v.func = lrs_func_new(lrs_strdup(p->def_text ? p->def_text : "1"), true, 0);
        return v;
    }
    LRS_BUG("row %s has type %d", p->name, (int)p->type);
}

static enum lrs_tag tag_of(enum lrs_type type)
{
    static const enum lrs_tag tags[] = {
        [LRS_TYPE_REAL] = LRS_REAL,     [LRS_TYPE_INT] = LRS_INT,     [LRS_TYPE_BOOL] = LRS_BOOL,
        [LRS_TYPE_CHOICE] = LRS_CHOICE, [LRS_TYPE_TEXT] = LRS_TEXT,   [LRS_TYPE_REALS] = LRS_REALS,
        [LRS_TYPE_INTS] = LRS_REALS,    [LRS_TYPE_SPECS] = LRS_SPECS, [LRS_TYPE_FUNC] = LRS_FUNC,
    };
    return tags[type];
}

/* "gamma = 1.5 is not allowed: ..." for a whole value. */
static bool fail_range(const struct lrs_param *p, const struct lrs_value *v, struct lrs_err *err)
{
    struct lrs_str value = {0}, range = {0};
    lrs_param_print(p, v, &value);
    lrs_param_print_range(p, &range);
    lrs_fail(err, "%s = %.100s is not allowed: %s", p->name, lrs_str_text(&value),
             lrs_str_text(&range));
    lrs_str_clear(&value);
    lrs_str_clear(&range);
    return false;
}

static bool is_whole_type(const struct lrs_param *p)
{
    return p->type == LRS_TYPE_INT || p->type == LRS_TYPE_INTS;
}

bool lrs_param_holds(const struct lrs_param *p, double x)
{
    if (!isfinite(x) || (is_whole_type(p) && (x != floor(x) || fabs(x) > whole_max)))
        return false;
    bool above = p->flags & LRS_LO_OPEN ? x > p->lo : x >= p->lo;
    bool below = p->flags & LRS_HI_OPEN ? x < p->hi : x <= p->hi;
    return above && below;
}

static bool check_length(const struct lrs_param *p, size_t n, struct lrs_err *err)
{
    if (n >= (size_t)p->min_len && (p->max_len == 0 || n <= (size_t)p->max_len))
        return true;
    struct lrs_str range = {0};
    lrs_param_print_range(p, &range);
    lrs_fail(err, "%s has %zu entries; allowed: %s", p->name, n, lrs_str_text(&range));
    lrs_str_clear(&range);
    return false;
}

static bool check_reals(const struct lrs_param *p, const struct lrs_value *v, struct lrs_err *err)
{
    if (!check_length(p, v->reals.n, err))
        return false;
    for (size_t i = 0; i < v->reals.n; i++) {
        if (lrs_param_holds(p, v->reals.at[i]))
            continue;
        char number[LRS_NUMBER_MAX];
        struct lrs_str range = {0};
        lrs_param_print_range(p, &range);
        lrs_fail(err, "%s.%zu = %s is not allowed: %s", p->name, i + 1,
                 lrs_number_exact(number, v->reals.at[i]), lrs_str_text(&range));
        lrs_str_clear(&range);
        return false;
    }
    return true;
}

bool lrs_param_check(const struct lrs_param *p, const struct lrs_value *v, struct lrs_err *err)
{
    if (v->tag == LRS_UNSET && p->flags & LRS_OPTIONAL)
        return true;
    if (v->tag != tag_of(p->type))
        return fail_range(p, v, err);
    switch (v->tag) {
    case LRS_REAL:
        return lrs_param_holds(p, v->real) || fail_range(p, v, err);
    case LRS_INT:
        return lrs_param_holds(p, (double)v->integer) || fail_range(p, v, err);
    case LRS_CHOICE:
        return (v->choice >= 0 && v->choice < lrs_param_choices(p)) || fail_range(p, v, err);
    case LRS_REALS:
        return check_reals(p, v, err);
    case LRS_SPECS:
        return check_length(p, v->specs.n, err);
    default:
        return true;
    }
}

static bool coerce_choice(const struct lrs_param *p, struct lrs_value *v, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = v->text};
    for (int i = 0; i < lrs_param_choices(p); i++) {
        if (lrs_text_equal_nocase(v->text, p->choices[i].name)) {
            lrs_value_clear(v);
            *v = (struct lrs_value){.tag = LRS_CHOICE, .choice = i};
            return true;
        }
        lrs_nearest_try(&near, p->choices[i].name);
    }
    fail_range(p, v, err);
    char hint[128];
    memcpy(hint, lrs_nearest_hint(&near), sizeof hint);
    return err ? lrs_fail(err, "%s%s", err->msg, hint) : false;
}

static struct lrs_value list_of_one(double x)
{
    return lrs_value_reals(&x, 1);
}

static bool is_empty_list(const struct lrs_value *v)
{
    return (v->tag == LRS_REALS && v->reals.n == 0) || (v->tag == LRS_SPECS && v->specs.n == 0);
}

/* What has no row of its own stays as it is and is told by the check. */
bool lrs_param_coerce(const struct lrs_param *p, struct lrs_value *v, struct lrs_err *err)
{
    enum lrs_tag want = tag_of(p->type);
    if (v->tag == LRS_INT && want == LRS_REAL)
        *v = lrs_value_real((double)v->integer);
    else if (v->tag == LRS_REAL && want == LRS_INT && v->real == floor(v->real) &&
             fabs(v->real) <= whole_max)
        *v = lrs_value_int((int64_t)v->real);
    else if (v->tag == LRS_INT && want == LRS_REALS)
        *v = list_of_one((double)v->integer);
    else if (v->tag == LRS_REAL && want == LRS_REALS)
        *v = list_of_one(v->real);
    else if (v->tag == LRS_TEXT && want == LRS_CHOICE)
        return coerce_choice(p, v, err);
    else if (v->tag == LRS_TEXT && want == LRS_FUNC)
        *v = (struct lrs_value){.tag = LRS_FUNC, .func = lrs_func_new(v->text, true, 0)};
    else if (is_empty_list(v) && (want == LRS_REALS || want == LRS_SPECS) && v->tag != want) {
        lrs_value_clear(v); /* {} may be either */
        *v = (struct lrs_value){.tag = want};
    }
    return lrs_param_check(p, v, err);
}
