/* Inside expr: a parsed expression. Nodes lie in one array; children are indices into it. */
#ifndef LRSCOPE_EXPORT_EXPR_H
#define LRSCOPE_EXPORT_EXPR_H

#include "export_priv.h"

enum { EXPR_NODES = 256, EXPR_ARGS = 4, EXPR_DEPTH = 200 };

enum expr_op {
    EXPR_NUMBER,
    EXPR_TICK, /* t */
    EXPR_PI,
    EXPR_CALL,
    EXPR_NEGATE,
    EXPR_POWER,
    EXPR_MULTIPLY,
    EXPR_DIVIDE,
    EXPR_FLOOR_DIVIDE,
    EXPR_MODULO,
    EXPR_ADD,
    EXPR_SUBTRACT,
    EXPR_LESS,
    EXPR_LESS_EQUAL,
    EXPR_GREATER,
    EXPR_GREATER_EQUAL,
    EXPR_EQUAL,
    EXPR_NOT_EQUAL,
    EXPR_NOT,
    EXPR_AND,
    EXPR_OR,
};

/* Lua's `and` and `or` hand on values: "c and x" is a number or false. */
enum expr_type { EXPR_IS_NUMBER, EXPR_IS_BOOL, EXPR_IS_MAYBE };

struct expr_function {
    const char *name, *python;
    int min, max; /* arguments */
    double (*of1)(double);
    double (*of2)(double, double);
};

struct expr_node {
    enum expr_op op;
    enum expr_type type;
    double number;
    const struct expr_function *function;
    int n_args, arg[EXPR_ARGS];
};

struct expr {
    int n;
    struct expr_node at[EXPR_NODES];
};

/* The root's index, or -1 where SOURCE is more than this parser knows. T and LR stand for the names. */
int expr_parse(struct expr *e, const char *source, double T, double lr);

#endif
