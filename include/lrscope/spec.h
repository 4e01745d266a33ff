/* Kinds, registries and specs. A kind (a schedule, an optimizer, a problem, a model, or a group of
 * settings) is one static const descriptor in its own file, listed in one registry. A spec is a
 * kind with a value for each of its rows. */
#ifndef LRSCOPE_SPEC_H
#define LRSCOPE_SPEC_H

#include "lrscope/param.h"

struct lrs_kind {
    const char *id;       /* short name for the chooser and the command line: "cosine" */
    const char *name;     /* the constructor of the language: "CosineAnnealingLR", "spirals" */
    const char *aliases;  /* more names, separated by spaces, or NULL */
    const char *title;    /* "Cosine annealing" */
    const char *formula;  /* one line of UTF-8, or NULL */
    const char *formula_ascii;
    const char *summary;  /* one sentence: what it does */
    const char *when;     /* one sentence: when to use it */
    const char *tips;     /* or NULL */
    const char *source;   /* paper or library */
    const struct lrs_param *params;
    int n_params;
    size_t size;          /* of the compiled struct */
    /* What the rows alone cannot say (one value against another); NULL = nothing. */
    bool (*check)(const struct lrs_spec *spec, struct lrs_err *err);
};

struct lrs_registry {
    const char *noun;                       /* "schedule" */
    const struct lrs_kind *const *kinds;    /* ended by NULL, in the order of menus */
};

/* The kind that WORD names (id, name or alias; case does not matter). NULL with a sentence that
 * hints at the nearest name. */
const struct lrs_kind *lrs_registry_find(const struct lrs_registry *reg, const char *word,
                                         struct lrs_err *err);
int lrs_registry_count(const struct lrs_registry *reg);
/* Walks every table and calls LRS_BUG-like failures into ERR: names, help that is a sentence,
 * ranges, defaults inside them, offsets inside the struct, no overlap. For tests. */
bool lrs_registry_check(const struct lrs_registry *reg, struct lrs_err *err);

/* A spec may hold children, and these others, but not without end. */
enum { LRS_SPEC_DEPTH = 8 };

struct lrs_spec {
    const struct lrs_kind *kind;
    struct lrs_value *at;                   /* one per row, owned */
};

struct lrs_spec *lrs_spec_new(const struct lrs_kind *kind);     /* all defaults */
struct lrs_spec *lrs_spec_copy(const struct lrs_spec *spec);
void lrs_spec_free(struct lrs_spec *spec);                      /* NULL is fine */
bool lrs_spec_equal(const struct lrs_spec *a, const struct lrs_spec *b);
/* Index of the row that WORD names, or -1 with a sentence that lists the nearest. */
int lrs_spec_row(const struct lrs_kind *kind, const char *word, struct lrs_err *err);
/* Value of a row by its exact name; LRS_BUG where there is none. */
const struct lrs_value *lrs_spec_get(const struct lrs_spec *spec, const char *name);
/* Coerces VALUE to the row, checks it and puts it in (taking it over); on failure nothing changes
 * and the value is cleared. */
bool lrs_spec_set(struct lrs_spec *spec, int row, struct lrs_value value, struct lrs_err *err);
/* Every row and the kind's own check, children first. */
bool lrs_spec_check(const struct lrs_spec *spec, struct lrs_err *err);
/* The rows that a text of the spec has to say (what differs from the defaults, or EVERYTHING that is
 * set), in its order: named ones, then those that go by position, as in SequentialLR{milestones={5},
 * A{}, B{}}. *PLACE starts at 0; -1 at the end. */
int lrs_spec_said(const struct lrs_spec *spec, bool everything, int *place);
/* "StepLR{step_size=10, gamma=0.5}": only what differs from the defaults, or everything. A kind
 * with nothing to say prints as "StepLR{}" (LONG) or "StepLR". */
void lrs_spec_print(const struct lrs_spec *spec, bool everything, struct lrs_str *out);
/* Fills the compiled struct (spec->kind->size bytes at CFG). Lists and texts are borrowed. */
void lrs_spec_compile(const struct lrs_spec *spec, void *cfg);
/* The positional row of a kind that takes children, or -1. */
int lrs_spec_children_row(const struct lrs_kind *kind);

/* One value inside a spec or one of its children. */
struct lrs_ref {
    struct lrs_spec *spec;
    int row;
    int element; /* of a list, from 0; -1 = the whole value */
};
/* Resolves "gamma", "betas.1" (first element), "2.T_max" (second child), or a name that only one
 * child has. PATH is the part behind "schedule.". */
bool lrs_spec_find(struct lrs_spec *spec, const char *path, struct lrs_ref *ref, struct lrs_err *err);
const struct lrs_param *lrs_ref_param(const struct lrs_ref *ref);
struct lrs_value *lrs_ref_value(const struct lrs_ref *ref);
/* Sets what the reference names; with an element, VALUE is that one number. Takes VALUE over; the
 * whole of ROOT is checked again and nothing changes on failure. */
bool lrs_ref_set(struct lrs_spec *root, const struct lrs_ref *ref, struct lrs_value value,
                 struct lrs_err *err);
/* The same without holding the spec's values against each other, for one of several changes that
 * may only fit together: the caller checks when all are made. */
bool lrs_ref_put(const struct lrs_ref *ref, struct lrs_value value, struct lrs_err *err);

/* All values of a spec in panel order, children after their parent's own rows; DEPTH 0 = the spec
 * itself. A list is one row; of
 * a list of children the children's rows stand there. Writes at most MAX and returns how many there
 * are. PATH reads "gamma" or "2.T_max". */
struct lrs_row {
    struct lrs_ref ref;
    int depth;
    char path[64];
};
int lrs_spec_rows(struct lrs_spec *spec, struct lrs_row *rows, int max);

#endif
