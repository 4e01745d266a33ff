/* What the files that write code share: Python's spelling of things, a schedule's planned rates, and
 * a schedule as plain Python functions, which every library can use where it has nothing of its own. */
#ifndef LRSCOPE_EXPORT_PRIV_H
#define LRSCOPE_EXPORT_PRIV_H

#include "lrscope/export.h"

/* A text in quotes. */
void python_text(const char *text, struct lrs_str *out);
/* Each line of TEXT behind INDENT spaces; empty lines stay empty. The last line is ended. */
void python_indent(const char *text, int indent, struct lrs_str *out);
/* "# " before each line of TEXT, behind INDENT spaces and broken at the width of a page. */
void python_comment(const char *text, int indent, struct lrs_str *out);
bool python_is_default(const struct lrs_param *p, const struct lrs_value *v);
/* The lines of LAW that SPEC's choices leave, at most 8 levels deep and 160 bytes long. */
void python_prune(const char *law, const struct lrs_spec *spec, struct lrs_str *out);
/* Does TEXT use NAME as a word of its own? */
bool python_uses(const char *text, const char *name);

/* Rate and driven momentum (NaN: not driven) of each tick. */
struct planned {
    size_t n;
    double *lr, *momentum; /* owned */
};
/* False with a sentence where SPEC looks at the loss, or where there are more than PLANNED_MAX ticks. */
enum { PLANNED_MAX = 1 << 16 };
bool planned_new(const struct lrs_spec *spec, double horizon, double base, struct planned *p,
                 struct lrs_err *err);
void planned_clear(struct planned *p);

/* An expression of the language (names t, T, lr) in Python; false where it cannot be said or would
 * not give the numbers of the table of F. AFTER_END: it can be computed at t = T, too. */
bool expr_to_python(const struct lrs_func *f, struct lrs_str *out, bool *after_end);

/* A schedule as Python without any library: functions that take the tick. */
struct plain {
    struct lrs_str text;     /* the functions and what they need; the root is rate(t) */
    struct lrs_str observe;  /* lines that hand `metric`, seen at the end of tick t, to what looks at it */
    struct lrs_str momentum; /* momentum(t) and what it needs; empty where none is driven */
};
/* MOMENTUM: what the optimizer has where the schedule does not drive it; NaN: nothing can be driven. */
bool plain_new(const struct lrs_spec *spec, double horizon, double base, double momentum,
               struct plain *p, struct lrs_err *err);
void plain_clear(struct plain *p);

/* "NAME = [...]", exact numbers in lines of a page's width. */
void plain_table(const char *name, const double *at, size_t n, struct lrs_str *out);

/* The children of a container; an empty list for other kinds. */
const struct lrs_specs *code_children(const struct lrs_spec *spec);
bool code_is(const struct lrs_spec *spec, const char *kind);
/* Whose meaning a schedule or an optimizer has: "torch" where it has no row that says so. */
const char *semantics_of(const struct lrs_spec *spec);

/* ReduceLROnPlateau as a class of its own: which of them (a small number), its text, and the expression
 * that makes the object. A call with a tick gives its rate; .observe(metric) tells it of a metric. */
int plateau_semantics(const struct lrs_spec *spec);
void plateau_class(int semantics, struct lrs_str *out);
void plateau_object(const struct lrs_spec *spec, double base, struct lrs_str *out);

#endif
