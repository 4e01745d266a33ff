/* A schedule as plain Python functions of the tick, from the laws of its kinds. What has no law is a
 * table of exact numbers; what looks at the loss is an object that is told of it. */
#include "export_priv.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

/* The global ticks [from, to) in which a node is in force. */
struct span {
    double from, to;
};

struct writer {
    struct plain *p;
    struct lrs_str *out;
    double base;
    unsigned classes; /* of Plateau, by semantics: already written */
    struct lrs_err *err;
};

void plain_clear(struct plain *p)
{
    lrs_str_clear(&p->text);
    lrs_str_clear(&p->observe);
    lrs_str_clear(&p->momentum);
}

/* ---- what a node can be said as ---- */

static bool has_state(const struct lrs_spec *spec)
{
    const struct lrs_specs *children = code_children(spec);
    bool has = lrs_schedule_class(spec)->state_size > 0;
    for (size_t i = 0; i < children->n && !has; i++)
        has = has_state(children->at[i]);
    return has;
}

/* A state lives at the clock of its node, which only these two leave as it is (but for its start). */
static bool keeps_clock(const struct lrs_spec *spec)
{
    return code_is(spec, "SequentialLR") || code_is(spec, "ChainedScheduler");
}

static bool has_law(const struct lrs_spec *spec)
{
    const struct lrs_schedule_class *class = lrs_schedule_class(spec);
    const struct lrs_specs *children = code_children(spec);
    if (class->takes_metric || code_is(spec, "LambdaLR"))
        return true;
    if (!class->python)
        return false;
    for (size_t i = 0; i < children->n; i++)
        if (!has_law(children->at[i]) || (!keeps_clock(spec) && has_state(children->at[i])))
            return false;
    return true;
}

/* ---- tables ---- */

void plain_table(const char *name, const double *at, size_t n, struct lrs_str *out)
{
    enum { WIDTH = 94 };
    size_t line = out->len;
    lrs_str_addf(out, "%s = [\n   ", name);
    for (size_t i = 0; i < n; i++) {
        struct lrs_str number = {0};
        lrs_python_real(at[i], &number);
        if (out->len + number.len - line > WIDTH) {
            lrs_str_add(out, "\n");
            line = out->len;
            lrs_str_add(out, "   ");
        }
        lrs_str_addf(out, " %s,", lrs_str_text(&number));
        lrs_str_clear(&number);
    }
    lrs_str_add(out, "\n]\n");
}

static void write_head(struct writer *w, const char *name, const struct lrs_spec *spec)
{
    struct lrs_str text = {0};
    lrs_str_addf(w->out, "%sdef %s(t):\n", w->out->len ? "\n\n" : "", name);
    lrs_spec_print(spec, false, &text);
    python_comment(lrs_str_text(&text), 4, w->out);
    lrs_str_clear(&text);
}

static bool write_table(struct writer *w, const struct lrs_spec *spec, double horizon,
                        const char *name)
{
    struct planned planned;
    struct lrs_str table = {0};
    bool ok = planned_new(spec, horizon, w->base, &planned, w->err);
    if (ok) {
        plain_table("table", planned.lr, planned.n, &table);
        write_head(w, name, spec);
        python_indent(lrs_str_text(&table), 4, w->out);
        lrs_str_add(w->out, "    return table[min(int(t), len(table) - 1)]\n");
    }
    planned_clear(&planned);
    lrs_str_clear(&table);
    return ok;
}

/* ---- functions ---- */

static void assign(struct writer *w, const char *name, const char *value)
{
    lrs_str_addf(w->out, "    %s = %s\n", name, value);
}

/* Rows that are the whole run where they are unset. */
static const char lengths[] = "total_steps T_max max_update num_training_steps";

/* The values that the law speaks of. */
static void write_values(struct writer *w, const struct lrs_spec *spec, const char *law,
                         double horizon)
{
    struct lrs_str value = {0};
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        if (p->type == LRS_TYPE_SPECS || !python_uses(law, p->name))
            continue;
        if (spec->at[i].tag == LRS_UNSET && lrs_text_has_word(lengths, p->name))
            lrs_str_addf(&value, "%.0f", fmax(1, floor(horizon)));
        else
            lrs_python_value(p, &spec->at[i], &value);
        assign(w, p->name, lrs_str_text(&value));
        lrs_str_clear(&value);
    }
    if (python_uses(law, "T"))
        lrs_str_addf(w->out, "    T = %.17g\n", horizon);
    if (python_uses(law, "lr")) {
        lrs_python_real(w->base, &value);
        assign(w, "lr", lrs_str_text(&value));
    }
    lrs_str_clear(&value);
}

static void write_children(struct writer *w, const char *name, size_t n, const char *law)
{
    if (python_uses(law, "children"))
        lrs_str_addf(w->out, "    children = %zu\n", n);
    if (n == 0 || !python_uses(law, "child"))
        return;
    lrs_str_add(w->out, "\n    def child(i, t):\n        return (");
    for (size_t i = 0; i < n; i++)
        lrs_str_addf(w->out, "%s_%zu%s", name, i + 1, i + 1 < n ? ", " : n == 1 ? "," : "");
    lrs_str_add(w->out, ")[i](t)\n\n");
}

static void write_law(struct writer *w, const struct lrs_spec *spec, double horizon,
                      const char *name)
{
    struct lrs_str pruned = {0};
    python_prune(lrs_schedule_class(spec)->python, spec, &pruned);
    const char *law = lrs_str_text(&pruned);
    write_head(w, name, spec);
    write_values(w, spec, law, horizon);
    write_children(w, name, code_children(spec)->n, law);
    python_indent(law, 4, w->out);
    lrs_str_clear(&pruned);
}

/* The user's own factor; where it cannot be said in Python, its table. */
static bool write_lambda(struct writer *w, const struct lrs_spec *spec, double horizon,
                         const char *name)
{
    const struct lrs_func *f = lrs_spec_get(spec, "lr_lambda")->func;
    struct lrs_str factor = {0};
    bool after_end = true, said = expr_to_python(f, &factor, &after_end);
    if (said) {
        write_head(w, name, spec);
        write_values(w, spec, "lr", horizon);
        if (!after_end)
            lrs_str_addf(w->out, "    t = min(t, %.17g)\n", horizon - 1);
        lrs_str_addf(w->out, "    return lr * (%s)\n", lrs_str_text(&factor));
    }
    lrs_str_clear(&factor);
    return said || write_table(w, spec, horizon, name);
}

/* ---- what looks at the loss ---- */

static void write_plateau(struct writer *w, const struct lrs_spec *spec, const char *name,
                          struct span span)
{
    int semantics = plateau_semantics(spec);
    if (!(w->classes & (1u << semantics)))
        plateau_class(semantics, w->out);
    w->classes |= 1u << semantics;
    lrs_str_addf(w->out, "\n\n%s = ", name);
    plateau_object(spec, w->base, w->out);
    lrs_str_add(w->out, "\n");
    const char *indent = span.from > 0 || isfinite(span.to) ? "    " : "";
    if (span.from > 0 && isfinite(span.to))
        lrs_str_addf(&w->p->observe, "if %.0f <= t < %.0f:\n", span.from, span.to);
    else if (span.from > 0)
        lrs_str_addf(&w->p->observe, "if t >= %.0f:\n", span.from);
    else if (isfinite(span.to))
        lrs_str_addf(&w->p->observe, "if t < %.0f:\n", span.to);
    lrs_str_addf(&w->p->observe, "%s%s.observe(metric)\n", indent, name);
}

/* ---- the tree ---- */

/* When child I of a SequentialLR is in force; children of other kinds always are. */
static struct span child_span(const struct lrs_spec *spec, size_t i, struct span of)
{
    if (!code_is(spec, "SequentialLR"))
        return of;
    const struct lrs_reals *m = &lrs_spec_get(spec, "milestones")->reals;
    return (struct span){.from = i > 0 ? of.from + m->at[i - 1] : of.from,
                         .to = i < m->n ? fmin(of.to, of.from + m->at[i]) : of.to};
}

static bool write_node(struct writer *w, const struct lrs_spec *spec, double horizon,
                       const char *name, struct span span)
{
    const struct lrs_specs *children = code_children(spec);
    bool ok = true;
    if (!has_law(spec))
        return write_table(w, spec, horizon, name);
    if (code_is(spec, "LambdaLR"))
        return write_lambda(w, spec, horizon, name);
    if (lrs_schedule_class(spec)->takes_metric) {
        write_plateau(w, spec, name, span);
        return true;
    }
    for (size_t i = 0; i < children->n && ok; i++) {
        char *child = lrs_format("%s_%zu", name, i + 1);
        ok = write_node(w, children->at[i], lrs_schedule_child_horizon(spec, i, horizon), child,
                        child_span(spec, i, span));
        lrs_free(child);
    }
    if (ok)
        write_law(w, spec, horizon, name);
    return ok;
}

/* ---- momentum ---- */

static void put(struct lrs_spec *spec, const char *row, double x)
{
    struct lrs_err err;
    spec->at[lrs_spec_row(spec->kind, row, &err)] = lrs_value_real(x);
}

static double real_of(const struct lrs_spec *spec, const char *row)
{
    return lrs_spec_get(spec, row)->real;
}

/* Momentum moves by the law of the rate, the other way and between its own bounds. A schedule whose
 * rate is the momentum of SPEC; for momenta that are left alone a constant. */
static struct lrs_spec *momentum_of(const struct lrs_spec *spec)
{
    struct lrs_err err = {{0}};
    struct lrs_spec *copy = lrs_spec_copy(spec);
    const struct lrs_specs *children = code_children(copy);
    int cycles = lrs_spec_row(spec->kind, "cycle_momentum", &err);
    bool drives = cycles >= 0 && spec->at[cycles].flag;
    for (size_t i = 0; i < children->n; i++) {
        struct lrs_spec *child = momentum_of(children->at[i]);
        lrs_spec_free(children->at[i]);
        children->at[i] = child;
    }
    if (drives && code_is(spec, "CyclicLR")) {
        put(copy, "base_lr", real_of(spec, "max_momentum"));
        put(copy, "max_lr", real_of(spec, "base_momentum"));
    } else if (drives && code_is(spec, "OneCycleLR")) {
        put(copy, "max_lr", real_of(spec, "base_momentum"));
        put(copy, "div_factor", real_of(spec, "base_momentum") / real_of(spec, "max_momentum"));
        put(copy, "final_div_factor", 1);
    } else if (children->n == 0) {
        lrs_spec_free(copy);
        copy = lrs_spec_new(lrs_registry_find(&lrs_schedules, "Constant", &err));
    }
    return copy;
}

/* The momentum itself, tick by tick; whatever a plateau does, it is known. */
static double *momenta(const struct lrs_schedule *s, double own, size_t n)
{
    double *at = LRS_ARRAY(double, n);
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, 1);
    for (size_t t = 0; t < n; t++) {
        double m = lrs_schedule_momentum(s, state, (double)t);
        at[t] = isnan(m) ? own : m;
    }
    lrs_free(state);
    return at;
}

static bool gives(const struct lrs_spec *spec, double horizon, double base, const double *at,
                  size_t n)
{
    struct planned p;
    bool same = planned_new(spec, horizon, base, &p, NULL) && p.n == n;
    for (size_t t = 0; t < n && same; t++)
        same = fabs(p.lr[t] - at[t]) <= 1e-12;
    planned_clear(&p);
    return same;
}

static bool write_momentum(const struct lrs_spec *spec, const struct lrs_schedule *s, double own,
                           struct plain *p, struct lrs_err *err)
{
    size_t n = (size_t)fmax(1, ceil(s->horizon));
    if (n > PLANNED_MAX)
        return lrs_fail(err, "%s drives the momentum for %zu ticks, more than %d", spec->kind->name,
                        n, PLANNED_MAX);
    struct lrs_spec *like = momentum_of(spec);
    double *at = momenta(s, own, n);
    struct writer w = {.p = p, .out = &p->momentum, .base = own, .err = err};
    bool ok = true;
    if (gives(like, s->horizon, own, at, n)) {
        ok = write_node(&w, like, s->horizon, "momentum", (struct span){0, INFINITY});
    } else {
        plain_table("MOMENTUM", at, n, &p->momentum);
        lrs_str_add(&p->momentum, "\n\ndef momentum(t):\n"
                                  "    return MOMENTUM[min(int(t), len(MOMENTUM) - 1)]\n");
    }
    lrs_free(at);
    lrs_spec_free(like);
    return ok;
}

bool plain_new(const struct lrs_spec *spec, double horizon, double base, double momentum,
               struct plain *p, struct lrs_err *err)
{
    struct lrs_schedule *s = lrs_schedule_new(spec, horizon);
    *p = (struct plain){0};
    struct writer w = {.p = p, .out = &p->text, .base = base, .err = err};
    bool ok = write_node(&w, spec, horizon, "rate", (struct span){0, INFINITY});
    if (ok && !isnan(momentum) && lrs_schedule_drives_momentum(s))
        ok = write_momentum(spec, s, momentum, p, err);
    lrs_schedule_free(s);
    return ok;
}
