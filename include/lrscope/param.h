/* Parameter rows: all that is known of one parameter, in one place. The control panel, `:set`, the
 * command line, scene files with their errors, the scene writer, exporters, completions, lists,
 * manual and property tests all come from these rows. */
#ifndef LRSCOPE_PARAM_H
#define LRSCOPE_PARAM_H

#include "lrscope/err.h"
#include "lrscope/text.h"
#include "lrscope/value.h"

enum lrs_type {
    LRS_TYPE_REAL,
    LRS_TYPE_INT,
    LRS_TYPE_BOOL,
    LRS_TYPE_CHOICE,
    LRS_TYPE_TEXT,
    LRS_TYPE_REALS, /* list of numbers */
    LRS_TYPE_INTS,  /* list of whole numbers (kept as numbers) */
    LRS_TYPE_SPECS, /* list of child kinds of the same family */
    LRS_TYPE_FUNC,  /* expression or function of t, T, lr */
};

enum {
    LRS_LO_OPEN = 1,     /* lo itself is outside */
    LRS_HI_OPEN = 2,     /* hi itself is outside */
    LRS_LOG = 4,         /* nudged by a factor, drawn on a logarithmic gauge */
    LRS_RESTART = 8,     /* takes effect only from step 0 (default: at the next step) */
    LRS_OPTIONAL = 16,   /* may be unset (nil), and is by default */
    LRS_POSITIONAL = 32, /* may be given without its name */
    LRS_ADVANCED = 64,   /* left out where room is short */
    LRS_FILE = 128,      /* of FUNC: the text names a file of numbers, which is read as the table */
    LRS_LEADING = 256,   /* a number in front of the values without a name: Staircase{k, S} */
};

struct lrs_choice {
    const char *name;
    const char *help;
};

/* In a compiled struct: REAL is double (NaN when unset), INT int64_t (LRS_INT_UNSET), BOOL bool,
 * CHOICE int, TEXT const char *, REALS and INTS struct lrs_reals, SPECS struct lrs_specs, FUNC
 * const struct lrs_func *; pointers are borrowed from the spec. */
#define LRS_INT_UNSET INT64_MIN
#define LRS_FIELD(T, f, ctype) _Generic(((T *)0)->f, ctype: offsetof(T, f))
#define LRS_AT_REAL(T, f) .type = LRS_TYPE_REAL, .offset = LRS_FIELD(T, f, double)
#define LRS_AT_INT(T, f) .type = LRS_TYPE_INT, .offset = LRS_FIELD(T, f, int64_t)
#define LRS_AT_BOOL(T, f) .type = LRS_TYPE_BOOL, .offset = LRS_FIELD(T, f, bool)
#define LRS_AT_CHOICE(T, f) .type = LRS_TYPE_CHOICE, .offset = LRS_FIELD(T, f, int)
#define LRS_AT_TEXT(T, f) .type = LRS_TYPE_TEXT, .offset = LRS_FIELD(T, f, const char *)
#define LRS_AT_REALS(T, f) .type = LRS_TYPE_REALS, .offset = LRS_FIELD(T, f, struct lrs_reals)
#define LRS_AT_INTS(T, f) .type = LRS_TYPE_INTS, .offset = LRS_FIELD(T, f, struct lrs_reals)
#define LRS_AT_SPECS(T, f) .type = LRS_TYPE_SPECS, .offset = LRS_FIELD(T, f, struct lrs_specs)
#define LRS_AT_FUNC(T, f) .type = LRS_TYPE_FUNC, .offset = LRS_FIELD(T, f, const struct lrs_func *)

struct lrs_param {
    const char *name;    /* as PyTorch has it: gamma, T_max, betas */
    const char *help;    /* one full sentence */
    const char *aliases; /* other libraries' names, separated by spaces, or NULL */
    const char *symbol;  /* "γ", or NULL */
    const char *unit;    /* "ticks", "epochs", "rows", or NULL */
    enum lrs_type type;
    unsigned flags;
    double lo, hi;       /* of a number or of each of a list */
    double def;          /* of a number, bool (0, 1) or choice (index) */
    const char *def_text; /* of TEXT and FUNC (an expression) */
    const double *def_list; /* of REALS and INTS */
    int def_len;
    int min_len, max_len; /* of lists; max_len 0 = no limit */
    double nudge;        /* linear: what a nudge adds; LRS_LOG: the factor; 0 = by type */
    double usual;        /* > 0: where the gauge of an endless linear row ends */
    double fit;          /* > 0: in the chooser the default is this share of the horizon */
    const struct lrs_choice *choices; /* ended by .name == NULL */
    size_t offset;       /* in the kind's compiled struct */
};

/* The row's default value (owned by the caller). SPECS rows start empty. */
struct lrs_value lrs_param_default(const struct lrs_param *p);
/* Is V of the row's type and within its range? The sentence names the value and the range. */
bool lrs_param_check(const struct lrs_param *p, const struct lrs_value *v, struct lrs_err *err);
/* Is X a number that the row (or one element of its list) may have? */
bool lrs_param_holds(const struct lrs_param *p, double x);
/* Turns what a scene says into the row's own type where nothing is lost: a whole real into an
 * integer, a text into a choice, a number into a list of one; then checks it. Changes *V. */
bool lrs_param_coerce(const struct lrs_param *p, struct lrs_value *v, struct lrs_err *err);
/* "0 < gamma", "0 to 1", "min or max": the allowed values, for messages and lists. */
void lrs_param_print_range(const struct lrs_param *p, struct lrs_str *out);
/* The value as a Lua expression that reads back the same ("0.1", "{0.9, 0.999}", "\"min\""). */
void lrs_param_print(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out);
/* For people: few digits, choices without quotes, "-" for unset. */
void lrs_param_pretty(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out);
/* Moves *V by N nudges (coarse: larger ones), kept inside the range; a bool flips, a choice walks
 * on. LIST elements: ELEMENT picks one, -1 all. Returns false where nothing can move. */
bool lrs_param_nudge(const struct lrs_param *p, struct lrs_value *v, int element, int n, bool coarse);
/* Where the value stands in its range, 0 to 1, for a gauge; NaN where there is none. */
double lrs_param_fraction(const struct lrs_param *p, const struct lrs_value *v);
/* Number of choices of a CHOICE row. */
int lrs_param_choices(const struct lrs_param *p);
/* Does WORD name this row (its name, an alias, its symbol)? */
bool lrs_param_is(const struct lrs_param *p, const char *word);

#endif
