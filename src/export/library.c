/* Which classes of Keras and optax mean the same as ours, and when: one table each for schedules and
 * optimizers. Both libraries count updates, so a schedule that ticks per epoch is theirs only where it
 * holds still between ticks anyway.
 *
 * Sources: keras.optimizers.schedules, keras.optimizers; optax.schedules, optax (August 2026). */
#include "library.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- templates ---- */

static const struct lrs_param *row_of(const struct lrs_spec *spec, const char *name,
                                      const struct lrs_value **v)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        if (strcmp(spec->kind->params[i].name, name) != 0)
            continue;
        *v = &spec->at[i];
        return &spec->kind->params[i];
    }
    return NULL;
}

/* The number behind NAME, "betas.2" being the second of a list; NaN where there is none. *WHOLE: it
 * is an integer. */
static double number_of(const char *name, const struct lrs_spec *spec, double base, int64_t n,
                        bool *whole)
{
    const struct lrs_value *v;
    char row[64];
    *whole = !strcmp(name, "n");
    if (*whole)
        return (double)n;
    if (!strcmp(name, "lr"))
        return base;
    snprintf(row, sizeof row, "%s", name);
    char *dot = strchr(row, '.');
    if (dot)
        *dot = '\0';
    if (!row_of(spec, row, &v))
        LRS_BUG("%s has no row %s", spec->kind->name, row);
    *whole = v->tag == LRS_INT;
    switch (v->tag) {
    case LRS_REAL:
        return v->real;
    case LRS_INT:
        return (double)v->integer;
    case LRS_BOOL:
        return v->flag;
    case LRS_CHOICE:
        return v->choice;
    case LRS_REALS:
        return dot ? v->reals.at[dot[1] - '1'] : (double)NAN;
    default:
        return (double)NAN;
    }
}

/* "step_size*n": what stands between braces. */
static void fill_one(const char *text, const struct lrs_spec *spec, double base, int64_t n,
                     struct lrs_str *out)
{
    const struct lrs_value *v;
    const struct lrs_param *p = row_of(spec, text, &v);
    double product = 1;
    bool whole = true;
    char op = '*';
    if (p && strcmp(text, "lr") != 0) {
        lrs_python_value(p, v, out);
        return;
    }
    while (*text) {
        char name[64];
        bool is_whole;
        size_t len = strcspn(text, "*/");
        snprintf(name, sizeof name, "%.*s", (int)len, text);
        double x = number_of(name, spec, base, n, &is_whole);
        product = op == '*' ? product * x : product / x;
        whole &= is_whole && op == '*';
        op = text[len];
        text += len + (op != '\0');
    }
    if (whole)
        lrs_str_addf(out, "%.0f", product);
    else
        lrs_python_real(product, out);
}

void library_fill(const char *template, const struct lrs_spec *spec, double base, int64_t n,
                  struct lrs_str *out)
{
    while (*template) {
        size_t len = strcspn(template, "{");
        lrs_str_addn(out, template, len);
        template += len;
        if (*template == '{') {
            char name[64];
            len = strcspn(template, "}");
            snprintf(name, sizeof name, "%.*s", (int)len - 1, template + 1);
            fill_one(name, spec, base, n, out);
            template += len + 1;
        }
    }
}

/* ---- schedules ---- */

/* SEMANTICS: the words for which it holds, NULL: all. ONLY: conditions on values, "row=1 row>0". END:
 * the row beyond whose tick the library goes on otherwise. SMOOTH: moves at every update, so that a tick
 * must be one. */
#define KERAS(text) .call[LRS_CODE_KERAS] = "keras.optimizers.schedules." text
#define OPTAX(text) .call[LRS_CODE_OPTAX] = "optax." text
/* clang-format off */
static const struct law {
    const char *kind, *semantics, *only, *end;
    bool smooth;
    const char *call[3]; /* by library */
} laws[] = {
    {"StepLR", "torch keras optax", "gamma>0", NULL, false,
     KERAS("ExponentialDecay({lr}, decay_steps={step_size*n}, decay_rate={gamma}, staircase=True)"),
     OPTAX("exponential_decay(init_value={lr}, transition_steps={step_size*n}, decay_rate={gamma}, "
           "staircase=True)")},
    {"ExponentialLR", NULL, "gamma>0", NULL, false,
     KERAS("ExponentialDecay({lr}, decay_steps={n}, decay_rate={gamma}, staircase=True)"),
     OPTAX("exponential_decay(init_value={lr}, transition_steps={n}, decay_rate={gamma}, "
           "staircase=True)")},
    {"InverseTimeDecay", NULL, "staircase=1", NULL, false,
     KERAS("InverseTimeDecay({lr}, decay_steps={decay_steps*n}, decay_rate={decay_rate}, "
           "staircase=True)")},
    {"InverseTimeDecay", NULL, "staircase=0", NULL, true,
     KERAS("InverseTimeDecay({lr}, decay_steps={decay_steps}, decay_rate={decay_rate})")},
    {"LinearLR", "torch keras optax", "", NULL, true,
     KERAS("PolynomialDecay({lr*start_factor}, decay_steps={total_iters}, "
           "end_learning_rate={lr*end_factor}, power=1.0)"),
     OPTAX("linear_schedule(init_value={lr*start_factor}, end_value={lr*end_factor}, "
           "transition_steps={total_iters})")},
    {"PolynomialLR", NULL, "", NULL, true,
     KERAS("PolynomialDecay({lr}, decay_steps={total_iters}, end_learning_rate=0.0, power={power})"),
     OPTAX("polynomial_schedule(init_value={lr}, end_value=0.0, power={power}, "
           "transition_steps={total_iters})")},
    {"PolyScheduler", "torch", "warmup_steps=0", NULL, true,
     KERAS("PolynomialDecay({lr}, decay_steps={max_update}, end_learning_rate={final_lr}, "
           "power={pwr}, cycle={cycle})")},
    {"PolyScheduler", "torch", "warmup_steps=0 cycle=0", NULL, true,
     OPTAX("polynomial_schedule(init_value={lr}, end_value={final_lr}, power={pwr}, "
           "transition_steps={max_update})")},
    {"CosineAnnealingLR", "keras optax", "lr>0", NULL, true,
     KERAS("CosineDecay({lr}, decay_steps={T_max}, alpha={eta_min/lr})"),
     OPTAX("cosine_decay_schedule(init_value={lr}, decay_steps={T_max}, alpha={eta_min/lr})")},
    {"CosineAnnealingLR", "torch", "lr>0", "T_max", true,
     KERAS("CosineDecay({lr}, decay_steps={T_max}, alpha={eta_min/lr})"),
     OPTAX("cosine_decay_schedule(init_value={lr}, decay_steps={T_max}, alpha={eta_min/lr})")},
    {"CosineAnnealingWarmRestarts", NULL, "T_mult=1 lr>0", NULL, true,
     KERAS("CosineDecayRestarts({lr}, first_decay_steps={T_0}, t_mul=1.0, m_mul=1.0, "
           "alpha={eta_min/lr})")},
    {"OneCycleLR", "optax", "anneal_strategy=0", NULL, true,
     OPTAX("cosine_onecycle_schedule(transition_steps={total_steps}, peak_value={max_lr}, "
           "pct_start={pct_start}, div_factor={div_factor}, final_div_factor={final_div_factor})")},
    {"OneCycleLR", "optax", "anneal_strategy=1", NULL, true,
     OPTAX("linear_onecycle_schedule(transition_steps={total_steps}, peak_value={max_lr}, "
           "pct_start={pct_start}, pct_final=0.85, div_factor={div_factor}, "
           "final_div_factor={final_div_factor})")},
};
/* clang-format on */

/* Rows that are the horizon where they are unset. */
static bool is_length(const struct lrs_param *p)
{
    return lrs_text_has_word("total_steps max_update", p->name);
}

static struct lrs_spec *with_lengths(const struct lrs_spec *spec, double horizon)
{
    struct lrs_spec *copy = lrs_spec_copy(spec);
    for (int i = 0; i < spec->kind->n_params; i++)
        if (copy->at[i].tag == LRS_UNSET && is_length(&spec->kind->params[i]))
            copy->at[i] = lrs_value_int((int64_t)fmax(1, floor(horizon)));
    return copy;
}

/* Do the values fulfil "row=1 row>0"? */
static bool fulfils(const char *only, const struct lrs_spec *spec, double base)
{
    while (*only) {
        char name[64];
        bool whole;
        size_t len = strcspn(only, "=>"), all = strcspn(only, " ");
        snprintf(name, sizeof name, "%.*s", (int)len, only);
        double x = number_of(name, spec, base, 1, &whole), y = only[len + 1] - '0';
        if (!(only[len] == '=' ? x == y : x > y))
            return false;
        only += all + (only[all] == ' ');
    }
    return true;
}

static const char *find_law(enum lrs_code library, const struct lrs_spec *spec, double horizon,
                            double base, int64_t n)
{
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const struct law *l = &laws[i];
        bool whole;
        if (!strcmp(l->kind, spec->kind->name) && l->call[library] && (n == 1 || !l->smooth) &&
            (!l->semantics || lrs_text_has_word(l->semantics, semantics_of(spec))) &&
            fulfils(l->only, spec, base) &&
            (!l->end || horizon <= number_of(l->end, spec, base, 1, &whole) + 1))
            return l->call[library];
    }
    return NULL;
}

/* A rate that changes a few times can be said as a list, whatever the law. */
enum { CHANGES_MAX = 24 };

static void print_values(const struct planned *p, const size_t *at, int changes, int64_t n,
                         struct lrs_str *out)
{
    lrs_str_add(out, "keras.optimizers.schedules.PiecewiseConstantDecay([");
    for (int i = 0; i < changes; i++) /* Keras: the boundary itself has the old value yet */
        lrs_str_addf(out, "%s%" PRId64, i ? ", " : "", (int64_t)at[i] * n - 1);
    lrs_str_add(out, "], [");
    lrs_python_real(p->lr[0], out);
    for (int i = 0; i < changes; i++) {
        lrs_str_add(out, ", ");
        lrs_python_real(p->lr[at[i]], out);
    }
    lrs_str_add(out, "])");
}

static void print_scales(const struct planned *p, const size_t *at, int changes, int64_t n,
                         struct lrs_str *out)
{
    lrs_str_add(out, "optax.piecewise_constant_schedule(init_value=");
    lrs_python_real(p->lr[0], out);
    lrs_str_add(out, ", boundaries_and_scales={");
    for (int i = 0; i < changes; i++) {
        lrs_str_addf(out, "%s%" PRId64 ": ", i ? ", " : "", (int64_t)at[i] * n);
        lrs_python_real(p->lr[at[i]] / p->lr[at[i] - 1], out);
    }
    lrs_str_add(out, "})");
}

static bool print_listed(enum lrs_code library, const struct lrs_spec *spec, double horizon,
                         double base, int64_t n, struct lrs_str *out)
{
    struct planned p;
    size_t at[CHANGES_MAX];
    int changes = 0;
    bool ok = planned_new(spec, horizon, base, &p, NULL);
    for (size_t t = 1; ok && t < p.n; t++) {
        if (p.lr[t] == p.lr[t - 1])
            continue;
        ok = changes < CHANGES_MAX && (library == LRS_CODE_KERAS || p.lr[t - 1] > 0);
        if (ok)
            at[changes++] = t;
    }
    ok = ok && changes > 0;
    if (ok)
        (library == LRS_CODE_KERAS ? print_values : print_scales)(&p, at, changes, n, out);
    planned_clear(&p);
    return ok;
}

/* optax joins schedules as we do: each counts from its own boundary. */
static bool print_joined(const struct lrs_spec *spec, double horizon, double base, int64_t n,
                         struct lrs_str *out)
{
    const struct lrs_specs *children = code_children(spec);
    const struct lrs_reals *m = &lrs_spec_get(spec, "milestones")->reals;
    size_t before = out->len;
    lrs_str_add(out, "optax.join_schedules(\n    [\n");
    for (size_t i = 0; i < children->n; i++) {
        lrs_str_add(out, "        ");
        if (!library_schedule(LRS_CODE_OPTAX, children->at[i],
                              lrs_schedule_child_horizon(spec, i, horizon), base, n, out)) {
            out->s[out->len = before] = '\0';
            return false;
        }
        lrs_str_add(out, ",\n");
    }
    lrs_str_add(out, "    ],\n    boundaries=[");
    for (size_t i = 0; i < m->n; i++)
        lrs_str_addf(out, "%s%.0f", i ? ", " : "", m->at[i] * (double)n);
    lrs_str_add(out, "],\n)");
    return true;
}

static bool print_law(enum lrs_code library, const struct lrs_spec *spec, double horizon,
                      double base, int64_t n, struct lrs_str *out)
{
    struct lrs_spec *whole = with_lengths(spec, horizon);
    const char *call = find_law(library, whole, horizon, base, n);
    if (call)
        library_fill(call, whole, base, n, out);
    lrs_spec_free(whole);
    return call != NULL;
}

bool library_schedule(enum lrs_code library, const struct lrs_spec *spec, double horizon,
                      double base, int64_t n, struct lrs_str *out)
{
    if (print_law(library, spec, horizon, base, n, out))
        return true;
    if (lrs_schedule_class(spec)->frequency == LRS_AT_LISTED)
        return print_listed(library, spec, horizon, base, n, out);
    return library == LRS_CODE_OPTAX && code_is(spec, "SequentialLR") &&
           code_children(spec)->n > 0 && print_joined(spec, horizon, base, n, out);
}
