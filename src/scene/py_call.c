/* Constructors in Python: values by name and by position into the rows of a kind, as
 * convert_spec.c does for our own language, through the same lrs_spec_set. */
#include "py_priv.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

enum { SPECS_MAX = 256 };

/* Hugging Face's functions: schedules of ours with some rows fixed, and their arguments behind the
 * optimizer. */
static const struct helper {
    const char *name, *kind, *order;
    struct {
        const char *row;
        double value;
    } fixed[2];
} helpers[] = {
    {"get_constant_schedule", "Constant", "last_epoch", {{0}}},
    {"get_constant_schedule_with_warmup", "LinearLR", "total_iters", {{"start_factor", 0}}},
    {"get_linear_schedule_with_warmup",
     "LinearToZero",
     "num_warmup_steps num_training_steps",
     {{0}}},
    {"get_cosine_schedule_with_warmup",
     "CosineWithMinLR",
     "num_warmup_steps num_training_steps num_cycles",
     {{"min_lr_rate", 0}}},
    {"get_cosine_with_hard_restarts_schedule_with_warmup",
     "CosineHardRestarts",
     "num_warmup_steps num_training_steps num_cycles",
     {{0}}},
    {"get_cosine_with_min_lr_schedule_with_warmup",
     "CosineWithMinLR",
     "num_warmup_steps num_training_steps num_cycles last_epoch min_lr min_lr_rate",
     {{0}}},
    {"get_polynomial_decay_schedule_with_warmup",
     "PolyScheduler",
     "warmup_steps max_update final_lr pwr",
     {{"final_lr", 1e-7}, {"pwr", 1}}},
    {"get_inverse_sqrt_schedule", "InverseSqrtLR", "num_warmup_steps timescale", {{0}}},
};

/* Arguments that mean nothing here, with the only value at which that is true. */
enum harmless { ANY, SKIP, MINUS_ONE, FALSE, NONE };
static const struct {
    const char *name;
    enum harmless value;
} ignored[] = {
    {"optimizer", SKIP}, {"params", SKIP},        {"last_epoch", MINUS_ONE},
    {"verbose", ANY},    {"foreach", ANY},        {"fused", ANY},
    {"capturable", ANY}, {"differentiable", ANY}, {"maximize", FALSE},
    {"scale_fn", NONE},  {"scale_mode", ANY},     {"decoupled_weight_decay", FALSE},
    {"use_triton", ANY},
};
static const char *const harmless_texts[] = {
    [MINUS_ONE] = "-1", [FALSE] = "False", [NONE] = "None"};

/* One call at work. */
struct call {
    const struct lrs_kind *kind;
    const struct helper *helper; /* or NULL */
    enum lrs_part part;
    struct lrs_spec *spec;
    uint64_t given; /* bit k: row k */
    int position;
    struct lrs_py_value epochs, steps_per_epoch; /* OneCycleLR's, which multiply */
};

static bool exact(const struct lrs_kind *kind, const char *word)
{
    bool constructor = strpbrk(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    return strcmp(kind->name, word) == 0 || (constructor && lrs_text_has_word(kind->aliases, word));
}

static const struct helper *find_helper(const struct lrs_py_token *name)
{
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (strlen(helpers[i].name) == name->len && !memcmp(helpers[i].name, name->s, name->len))
            return &helpers[i];
    return NULL;
}

const struct lrs_kind *lrs_py_kind(const struct lrs_py_token *name, enum lrs_part *part)
{
    static const enum lrs_part parts[] = {LRS_SCHEDULE, LRS_OPTIMIZER};
    const struct lrs_kind *found = NULL;
    const struct helper *helper = find_helper(name);
    *part = LRS_SCHEDULE;
    if (helper)
        return lrs_registry_find(&lrs_schedules, helper->kind, NULL);
    char *word = lrs_strndup(name->s, name->len);
    for (int i = 0; i < 2 && !found; i++) {
        found = lrs_registry_find(lrs_part_registry(parts[i]), word, NULL);
        found = found && exact(found, word) ? found : NULL;
        *part = parts[i];
    }
    lrs_free(word);
    return found;
}

static bool give(struct lrs_py *p, struct call *c, int row, struct lrs_py_value *v)
{
    if (c->given >> row & 1)
        return lrs_py_fail(p, "%s is given twice", c->kind->params[row].name);
    c->given |= (uint64_t)1 << row;
    return lrs_py_give(p, c->spec, c->part, row, v);
}

static bool is_harmless(enum harmless want, const struct lrs_py_value *v)
{
    switch (want) {
    case MINUS_ONE:
        return v->tag == LRS_PY_REAL && v->real == -1;
    case FALSE:
        return v->tag == LRS_PY_NONE || (v->tag == LRS_PY_BOOL && v->real == 0);
    case NONE:
        return v->tag == LRS_PY_NONE;
    default:
        return true;
    }
}

static bool ignore(struct lrs_py *p, int i)
{
    struct lrs_py_value v = {0};
    if (ignored[i].value == SKIP || ignored[i].value == ANY) {
        lrs_py_skip_argument(&p->z);
        return true;
    }
    bool ok = lrs_py_expression(p, &v);
    if (ok && !is_harmless(ignored[i].value, &v))
        ok = lrs_py_fail(p, "%s is not known here; only %s=%s is", ignored[i].name, ignored[i].name,
                         harmless_texts[ignored[i].value]);
    lrs_py_clear(&v);
    return ok;
}

static int ignored_at(const char *word)
{
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (strcmp(ignored[i].name, word) == 0)
            return (int)i;
    return -1;
}

/* One of OneCycleLR's two factors of total_steps, or NULL. */
static struct lrs_py_value *factor(struct call *c, const char *word)
{
    bool multiplies = lrs_spec_row(c->kind, "total_steps", NULL) >= 0;
    if (multiplies && strcmp(word, "epochs") == 0)
        return &c->epochs;
    return multiplies && strcmp(word, "steps_per_epoch") == 0 ? &c->steps_per_epoch : NULL;
}

static bool give_row(struct lrs_py *p, struct call *c, int row)
{
    struct lrs_py_value v = {0};
    const struct lrs_param *param = &c->kind->params[row];
    size_t len = strlen(p->path);
    if (param->type != LRS_TYPE_SPECS)
        lrs_py_enter(p, param->name);
    bool ok = lrs_py_expression(p, &v) && give(p, c, row, &v);
    lrs_py_leave(p, len);
    lrs_py_clear(&v);
    return ok;
}

/* The value at p->z for the argument WORD. */
static bool take(struct lrs_py *p, struct call *c, const char *word)
{
    struct lrs_py_value *times = factor(c, word);
    int row = times ? -1 : lrs_spec_row(c->kind, word, NULL), skipped = ignored_at(word);
    if (row >= 0)
        return give_row(p, c, row);
    if (!times && skipped < 0) {
        lrs_spec_row(c->kind, word, p->err);
        return lrs_py_refuse(p, p->z.t.line);
    }
    size_t len = lrs_py_enter(p, word);
    if (times)
        lrs_py_clear(times);
    bool ok = times ? lrs_py_expression(p, times) : ignore(p, skipped);
    lrs_py_leave(p, len);
    return ok;
}

/* The *I-th word of LIST into WORD; false, and *I is less by all its words, where it is shorter. */
static bool word_at(const char *list, int *i, char word[64])
{
    for (; *list; --*i) {
        size_t n = strcspn(list, " ");
        if (*i == 0) {
            snprintf(word, 64, "%.*s", (int)n, list);
            return true;
        }
        list += n + strspn(list + n, " ");
    }
    return false;
}

/* The I-th row, of those that PyTorch has: `semantics` is ours. */
static bool row_at(const struct lrs_kind *kind, int *i, char word[64])
{
    int n = kind->n_params;
    while (n > 0 && strcmp(kind->params[n - 1].name, "semantics") == 0)
        n--;
    if (*i < n)
        snprintf(word, 64, "%s", kind->params[*i].name);
    else
        *i -= n;
    return word[0] != '\0';
}

/* The name of the I-th argument behind the optimizer. */
static bool name_at(const struct call *c, int i, char word[64])
{
    const char *order = c->helper                 ? c->helper->order
                        : c->part == LRS_SCHEDULE ? lrs_schedule_class(c->spec)->torch_args
                                                  : NULL;
    word[0] = '\0';
    if (order ? word_at(order, &i, word) : row_at(c->kind, &i, word))
        return true;
    return c->part == LRS_SCHEDULE && word_at("last_epoch verbose", &i, word);
}

static bool argument(struct lrs_py *p, struct call *c)
{
    char word[64];
    struct lrs_py_scan ahead = p->z;
    lrs_py_next(&ahead);
    if (lrs_py_is(&p->z, "*") || lrs_py_is(&p->z, "**")) {
        lrs_py_found(&ahead.t, word);
        return lrs_py_fail(p, "what is in %s? write its values one by one", word);
    }
    if (p->z.t.what == LRS_PY_NAME && lrs_py_is(&ahead, "=")) {
        snprintf(word, sizeof word, "%.*s", p->z.t.len < 60 ? (int)p->z.t.len : 60, p->z.t.s);
        lrs_py_next(&ahead);
        p->z = ahead;
        return take(p, c, word);
    }
    if (!name_at(c, c->position, word))
        return lrs_py_fail(p, "%s takes no more than %d values by position", c->kind->name,
                           c->position);
    c->position++;
    return take(p, c, word);
}

/* Groups of parameters with values of their own would be several optimizers. */
static bool check_groups(struct lrs_py *p)
{
    struct lrs_py_scan z = p->z;
    lrs_py_skip_argument(&z);
    const char *end = z.t.s;
    for (z = p->z; z.t.s < end && z.t.what != LRS_PY_END;) {
        struct lrs_py_token t = z.t;
        lrs_py_next(&z);
        bool key = t.what == LRS_PY_STRING && lrs_py_is(&z, ":");
        if (key && !(t.len == 8 && memcmp(t.s + 1, "params", 6) == 0))
            return lrs_py_fail(p, "groups of parameters with their own %.*s are not known here",
                               t.len < 40 ? (int)t.len : 40, t.s);
    }
    return true;
}

/* Passes over the optimizer or the parameters, which come first where anything stands there that is
 * no value. */
static bool skip_first(struct lrs_py *p, const struct call *c)
{
    struct lrs_py_scan ahead = p->z;
    lrs_py_next(&ahead);
    bool name = p->z.t.what == LRS_PY_NAME && !lrs_py_is(&ahead, "=") &&
                !lrs_py_is(&p->z, "lambda") && !lrs_py_is(&p->z, "None");
    bool none = strcmp(c->kind->name, "ChainedScheduler") == 0; /* it takes no optimizer */
    bool groups = c->part == LRS_OPTIMIZER && lrs_py_is_open(&p->z);
    if (!groups && (!name || none))
        return true;
    if (c->part == LRS_OPTIMIZER && !check_groups(p))
        return false;
    lrs_py_skip_argument(&p->z);
    if (lrs_py_is(&p->z, ","))
        lrs_py_next(&p->z);
    return true;
}

static bool arguments(struct lrs_py *p, struct call *c)
{
    if (!skip_first(p, c))
        return false;
    while (!lrs_py_is(&p->z, ")")) {
        if (!argument(p, c))
            return false;
        if (lrs_py_is(&p->z, ","))
            lrs_py_next(&p->z);
        else if (!lrs_py_is(&p->z, ")"))
            return lrs_py_unexpected(p, "',' or ')'");
    }
    lrs_py_next(&p->z);
    return true;
}

/* total_steps, where it is left to epochs * steps_per_epoch. */
static bool multiply(struct lrs_py *p, struct call *c)
{
    int row = lrs_spec_row(c->kind, "total_steps", NULL);
    struct lrs_py_value total = {LRS_PY_REAL, .real = c->epochs.real * c->steps_per_epoch.real};
    bool epochs = c->epochs.tag != LRS_PY_NONE, steps = c->steps_per_epoch.tag != LRS_PY_NONE;
    bool said = row >= 0 && (c->given >> row & 1) && c->spec->at[row].tag != LRS_UNSET;
    if (said || (!epochs && !steps))
        return true;
    if (lrs_py_is_unknown(p, &c->epochs) || lrs_py_is_unknown(p, &c->steps_per_epoch))
        return false;
    if (c->epochs.tag != LRS_PY_REAL || c->steps_per_epoch.tag != LRS_PY_REAL)
        return lrs_py_fail(p,
                           "%s needs numbers for both epochs and steps_per_epoch, or total_steps",
                           c->kind->name);
    size_t len = lrs_py_enter(p, "total_steps");
    c->given &= ~((uint64_t)1 << row);
    bool ok = give(p, c, row, &total);
    lrs_py_leave(p, len);
    return ok;
}

static void fix_rows(const struct helper *helper, struct lrs_spec *spec)
{
    for (size_t i = 0; helper && i < 2 && helper->fixed[i].row; i++) {
        int row = lrs_spec_row(spec->kind, helper->fixed[i].row, NULL);
        lrs_spec_set(spec, row, lrs_value_real(helper->fixed[i].value), NULL);
    }
}

bool lrs_py_call(struct lrs_py *p, const struct lrs_py_token *name, struct lrs_py_value *out)
{
    enum lrs_part part;
    const struct lrs_kind *kind = lrs_py_kind(name, &part);
    if (kind->n_params > 64)
        LRS_BUG("%s has more than 64 rows", kind->name);
    if (p->nested == LRS_SPEC_DEPTH || p->specs == SPECS_MAX)
        return lrs_py_fail(p, p->nested == LRS_SPEC_DEPTH ? "nested too deeply"
                                                          : "too many kinds in one value");
    struct call c = {
        .kind = kind, .helper = find_helper(name), .part = part, .spec = lrs_spec_new(kind)};
    fix_rows(c.helper, c.spec);
    p->nested++;
    p->specs++;
    int line = p->z.t.line;
    lrs_py_next(&p->z);
    bool ok = arguments(p, &c) && multiply(p, &c);
    if (ok && !lrs_spec_check(c.spec, p->err))
        ok = lrs_py_refuse(p, line);
    p->nested--;
    lrs_py_clear(&c.epochs);
    lrs_py_clear(&c.steps_per_epoch);
    if (ok)
        *out = (struct lrs_py_value){.tag = LRS_PY_SPEC, .spec = c.spec, .part = part};
    else
        lrs_spec_free(c.spec);
    return ok;
}
