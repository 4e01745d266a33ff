/* Values: the tagged tree that every parameter's value is. Plain data; a struct that holds values
 * owns what they point at. */
#ifndef LRSCOPE_VALUE_H
#define LRSCOPE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lrs_spec;

enum lrs_tag {
    LRS_UNSET,  /* the library decides: an optional parameter left out */
    LRS_REAL,
    LRS_INT,
    LRS_BOOL,
    LRS_CHOICE, /* index into the row's choices */
    LRS_TEXT,
    LRS_REALS,  /* a list of numbers, whole ones too */
    LRS_SPECS,  /* a list of child kinds, each with its values */
    LRS_FUNC,   /* an expression or function of t, T and lr, with its table */
};

/* A list of N numbers; owned by the value. */
struct lrs_reals {
    size_t n;
    double *at;
};

/* A list of N specs; owned by the value, as are the specs. */
struct lrs_specs {
    size_t n;
    struct lrs_spec **at;
};

/* A function of the scheduler's tick, shared by reference count and never changed once tabulated
 * (a longer or different table is a new object). Lua made the table; nothing below scene/ knows. */
struct lrs_func {
    unsigned refs;      /* changed atomically */
    char *source;       /* the expression, or the text of the function */
    bool is_expr;       /* "0.95^t" rather than function(t, T, lr) ... end */
    int handle;         /* the scene floor's own number for the compiled function */
    double horizon, lr; /* T and lr that the table was made for */
    size_t n;           /* table entries; 0 = not tabulated yet */
    double *at;         /* f(t) for t = 0..n-1 */
    size_t first;       /* 1: f(0) is never asked for, and at[0] is 1 (LRS_FROM_ONE of a row) */
};

struct lrs_value {
    enum lrs_tag tag;
    union {
        double real;
        int64_t integer;
        bool flag;
        int choice;
        char *text;
        struct lrs_reals reals;
        struct lrs_specs specs;
        struct lrs_func *func;
    };
};

struct lrs_value lrs_value_real(double x);
struct lrs_value lrs_value_int(int64_t i);
struct lrs_value lrs_value_text(const char *s);                 /* copies S */
struct lrs_value lrs_value_reals(const double *at, size_t n);   /* copies AT */
struct lrs_value lrs_value_copy(const struct lrs_value *v);     /* deep; shares a func */
void lrs_value_clear(struct lrs_value *v);                      /* leaves UNSET */
/* Same tag and content; a func is equal to one with the same source. */
bool lrs_value_equal(const struct lrs_value *a, const struct lrs_value *b);

/* Takes SOURCE and AT over; the count starts at 1. */
struct lrs_func *lrs_func_new(char *source, bool is_expr, int handle);
struct lrs_func *lrs_func_share(struct lrs_func *f);
void lrs_func_release(struct lrs_func *f);

#endif
