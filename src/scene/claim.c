/* The language of claims: "loss < 0.2", "kept.fast.loss > 2 * loss", "lr@20 == 0", "diverged". Two
 * sides and a relation between them; a side alone means that it is not zero. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/finder.h"
#include "lrscope/lesson.h"
#include "lrscope/mem.h"

enum { SIDE_MAX = 96 };

/* TEXT from FROM to TO without spaces at its ends. */
static bool cut(char side[SIDE_MAX], const char *from, const char *to, struct lrs_err *err)
{
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    if (to - from >= SIDE_MAX || to == from)
        return lrs_fail(err, to == from ? "a side of the condition is empty"
                                        : "a side of the condition is too long");
    snprintf(side, SIDE_MAX, "%.*s", (int)(to - from), from);
    return true;
}

static bool find_figure(const char *word, enum lrs_figure_kind *figure, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = word};
    struct lrs_str all = {0};
    for (int i = 0; i < LRS_FIGURE_KINDS; i++) {
        const char *name = lrs_figure_rows[i].name;
        lrs_nearest_try(&near, name);
        lrs_str_addf(&all, "%s%s", i ? ", " : "", name);
        *figure = (enum lrs_figure_kind)i;
        if (strcmp(name, word) == 0) {
            lrs_str_clear(&all);
            return true;
        }
    }
    lrs_fail(err,
             "no figure is called '%s'%s (there are %s; kept.NAME.FIGURE, verdict.NAME, "
             "finder.SUGGESTION)",
             word, lrs_nearest_hint(&near), lrs_str_text(&all));
    lrs_str_clear(&all);
    return false;
}

static bool find_suggestion(const char *word, int *suggestion, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = word};
    for (*suggestion = 0; *suggestion < LRS_SUGGESTIONS; ++*suggestion) {
        const char *name = lrs_suggest_name((enum lrs_suggest) * suggestion);
        if (strcmp(name, word) == 0)
            return true;
        lrs_nearest_try(&near, name);
    }
    return lrs_fail(err, "the finder suggests no '%s'%s", word, lrs_nearest_hint(&near));
}

static bool take_name(struct lrs_operand *o, const char *from, size_t len, struct lrs_err *err)
{
    if (len == 0 || len > LRS_NAME_MAX)
        return lrs_fail(err, "a name of 1 to %d bytes belongs there", LRS_NAME_MAX);
    snprintf(o->name, sizeof o->name, "%.*s", (int)len, from);
    return true;
}

static const char *after(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

/* "loss", "kept.NAME.loss", "verdict.NAME", "verdict.NAME.loss", "finder.valley". */
static bool read_reference(char *text, struct lrs_operand *o, struct lrs_err *err)
{
    const char *rest, *dot;
    if ((rest = after(text, "finder."))) {
        o->of = LRS_OF_FINDER;
        return find_suggestion(rest, &o->suggestion, err);
    }
    if ((rest = after(text, "verdict."))) {
        dot = strrchr(rest, '.');
        bool median = dot && strcmp(dot, ".loss") == 0;
        o->of = median ? LRS_OF_MEDIAN : LRS_OF_WINS;
        return take_name(o, rest, median ? (size_t)(dot - rest) : strlen(rest), err);
    }
    o->of = LRS_OF_RUN;
    if ((rest = after(text, "kept."))) {
        dot = strrchr(rest, '.');
        o->of = LRS_OF_KEPT;
        if (!dot)
            return lrs_fail(err, "'%s': a figure belongs behind the name, as in kept.NAME.loss",
                            text);
        if (!take_name(o, rest, (size_t)(dot - rest), err))
            return false;
        text = strrchr(text, '.') + 1;
    }
    return find_figure(text, &o->figure, err);
}

/* What has a value at an earlier epoch. */
static bool has_history(enum lrs_figure_kind f)
{
    return f == LRS_FIG_LOSS || f == LRS_FIG_VAL_LOSS || f == LRS_FIG_VAL_ACCURACY ||
           f == LRS_FIG_LR;
}

static bool read_side(char *text, struct lrs_operand *o, struct lrs_err *err)
{
    *o = (struct lrs_operand){.of = LRS_OF_NUMBER, .factor = 1, .at = NAN};
    if (lrs_number_parse(text, &o->factor))
        return true;
    char *star = strchr(text, '*'), *at = strrchr(text, '@');
    o->factor = 1;
    if (star) {
        *star = '\0';
        if (!lrs_number_parse(text, &o->factor))
            return lrs_fail(err, "'%s': a number belongs before the *", text);
        text = star + 1 + strspn(star + 1, " ");
    }
    if (at) {
        *at = '\0';
        if (!lrs_number_parse(at + 1, &o->at) || !(o->at >= 0))
            return lrs_fail(err, "'%s': a number of epochs belongs behind the @", at + 1);
    }
    for (size_t n = strlen(text); n > 0 && text[n - 1] == ' ';)
        text[--n] = '\0';
    if (!read_reference(text, o, err))
        return false;
    bool dated = (o->of == LRS_OF_RUN || o->of == LRS_OF_KEPT) && has_history(o->figure);
    return !at || dated ||
           lrs_fail(err, "@ goes with loss, val_loss, val_accuracy and lr, not with '%s'", text);
}

bool lrs_claim_parse(const char *text, struct lrs_claim *out, struct lrs_err *err)
{
    size_t n = strcspn(text, "<>=!");
    const char *rest = text + n;
    char side[SIDE_MAX];
    *out = (struct lrs_claim){.right = {.of = LRS_OF_NUMBER, .at = NAN}, .relation = LRS_RELATIONS};
    if (!cut(side, text, rest, err) || !read_side(side, &out->left, err))
        return false;
    size_t longest = 0;
    for (int i = 0; *rest && i < LRS_RELATIONS; i++) {
        size_t len = strlen(lrs_relation_names[i]);
        if (len > longest && strncmp(rest, lrs_relation_names[i], len) == 0) {
            longest = len;
            out->relation = (enum lrs_relation)i;
        }
    }
    if (*rest && longest == 0)
        return lrs_fail(err, "'%s': the relations are < <= > >= ==", rest);
    rest += longest;
    if (longest > 0 &&
        (!cut(side, rest, rest + strlen(rest), err) || !read_side(side, &out->right, err)))
        return false;
    out->text = lrs_strdup(text);
    return true;
}

void lrs_claim_clear(struct lrs_claim *c)
{
    lrs_free(c->text);
    c->text = NULL;
}

bool lrs_condition_parse(const char *text, struct lrs_condition *out, struct lrs_err *err)
{
    struct lrs_claim c;
    if (!lrs_claim_parse(text, &c, err))
        return false;
    bool alone = c.relation == LRS_RELATIONS;
    bool fits = c.left.of == LRS_OF_RUN && c.left.factor == 1 && isnan(c.left.at) &&
                c.right.of == LRS_OF_NUMBER;
    *out = (struct lrs_condition){c.left.figure, alone ? LRS_ABOVE : c.relation,
                                  alone ? 0 : c.right.factor};
    lrs_claim_clear(&c);
    return fits || lrs_fail(err,
                            "'%s': a figure of the run and a number belong there, as in "
                            "\"loss < 0.1\"",
                            text);
}
