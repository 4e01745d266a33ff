/* Expressions of the scenes' language as Python. What is written has been evaluated first, as Python
 * would, at every tick of the table: division by zero and the like are errors there, where Lua goes
 * on with an infinity. */
#include "expr.h"

#include <math.h>

/* ---- value ---- */

struct evaluation {
    const struct expr *e;
    double t;
    bool failed; /* Python would raise an error */
    bool none;   /* the value of "c and x" where c is false */
};

static double evaluate(struct evaluation *v, int i);

static double checked(struct evaluation *v, double x)
{
    v->failed |= !isfinite(x);
    return x;
}

static double call(struct evaluation *v, const struct expr_node *n)
{
    double x = evaluate(v, n->arg[0]);
    if (n->function->of1)
        return checked(v, n->function->of1(x));
    for (int i = 1; i < n->n_args; i++)
        x = n->function->of2(x, evaluate(v, n->arg[i]));
    return checked(v, x);
}

/* The sign of the divisor, in Lua and in Python. */
static double modulo(double a, double b)
{
    double m = fmod(a, b);
    return m * b < 0 ? m + b : m;
}

static double arithmetic(enum expr_op op, double a, double b)
{
    switch (op) {
    case EXPR_POWER:
        return pow(a, b);
    case EXPR_MULTIPLY:
        return a * b;
    case EXPR_DIVIDE:
        return a / b;
    case EXPR_FLOOR_DIVIDE:
        return floor(a / b);
    case EXPR_MODULO:
        return modulo(a, b);
    case EXPR_ADD:
        return a + b;
    case EXPR_SUBTRACT:
        return a - b;
    case EXPR_LESS:
        return a < b;
    case EXPR_LESS_EQUAL:
        return a <= b;
    case EXPR_GREATER:
        return a > b;
    case EXPR_GREATER_EQUAL:
        return a >= b;
    case EXPR_EQUAL:
        return a == b;
    default:
        return a != b;
    }
}

static double logic(struct evaluation *v, const struct expr_node *n)
{
    double a = evaluate(v, n->arg[0]);
    if (n->op == EXPR_AND) {
        v->none = a == 0 && n->type == EXPR_IS_MAYBE;
        return a != 0 ? evaluate(v, n->arg[1]) : 0;
    }
    bool on = v->e->at[n->arg[0]].type == EXPR_IS_MAYBE ? v->none : a == 0;
    v->none = false;
    return on ? evaluate(v, n->arg[1]) : a;
}

/* The depth is bounded by the parser's. */
static double evaluate(struct evaluation *v, int i)
{
    const struct expr_node *n = &v->e->at[i];
    switch (n->op) {
    case EXPR_NUMBER:
        return n->number;
    case EXPR_TICK:
        return v->t;
    case EXPR_PI:
        return 3.14159265358979323846;
    case EXPR_CALL:
        return call(v, n);
    case EXPR_NEGATE:
        return -evaluate(v, n->arg[0]);
    case EXPR_NOT:
        return evaluate(v, n->arg[0]) == 0;
    case EXPR_AND:
    case EXPR_OR:
        return logic(v, n);
    default: {
        double a = evaluate(v, n->arg[0]);
        return checked(v, arithmetic(n->op, a, evaluate(v, n->arg[1])));
    }
    }
}

static bool value_at(const struct expr *e, int root, double t, double *x)
{
    struct evaluation v = {.e = e, .t = t};
    *x = evaluate(&v, root);
    return !v.failed;
}

static bool has_values(const struct expr *e, int root, const struct lrs_func *f)
{
    for (size_t t = f->first; t < f->n; t++) {
        double x;
        if (!value_at(e, root, (double)t, &x) || fabs(x - f->at[t]) > 1e-14 * fabs(f->at[t]))
            return false;
    }
    return f->n > 0;
}

/* ---- text ---- */

/* How tightly Python binds what an operator makes; a choice (x if c else y) least. */
enum { CHOICE, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM };
static const struct {
    const char *text;
    int binds, left, right; /* as tightly as its operands must, at least */
} python[] = {
    [EXPR_POWER] = {" ** ", POWER, ATOM, SIGN},
    [EXPR_MULTIPLY] = {" * ", PRODUCT, PRODUCT, SIGN},
    [EXPR_DIVIDE] = {" / ", PRODUCT, PRODUCT, SIGN},
    [EXPR_MODULO] = {" % ", PRODUCT, PRODUCT, SIGN},
    [EXPR_ADD] = {" + ", SUM, SUM, PRODUCT},
    [EXPR_SUBTRACT] = {" - ", SUM, SUM, PRODUCT},
    [EXPR_LESS] = {" < ", COMPARE, SUM, SUM},
    [EXPR_LESS_EQUAL] = {" <= ", COMPARE, SUM, SUM},
    [EXPR_GREATER] = {" > ", COMPARE, SUM, SUM},
    [EXPR_GREATER_EQUAL] = {" >= ", COMPARE, SUM, SUM},
    [EXPR_EQUAL] = {" == ", COMPARE, SUM, SUM},
    [EXPR_NOT_EQUAL] = {" != ", COMPARE, SUM, SUM},
    [EXPR_AND] = {" and ", AND, AND, NOT},
    [EXPR_OR] = {" or ", OR, OR, AND},
};

static void print(const struct expr *e, int i, int binds, struct lrs_str *out);

static void print_binary(const struct expr *e, const struct expr_node *n, int binds,
                         struct lrs_str *out)
{
    bool parentheses = python[n->op].binds < binds;
    lrs_str_add(out, parentheses ? "(" : "");
    print(e, n->arg[0], python[n->op].left, out);
    lrs_str_add(out, python[n->op].text);
    print(e, n->arg[1], python[n->op].right, out);
    lrs_str_add(out, parentheses ? ")" : "");
}

static void print_call(const struct expr *e, const char *name, const char *between,
                       const struct expr_node *n, struct lrs_str *out)
{
    lrs_str_addf(out, "%s(", name);
    for (int i = 0; i < n->n_args; i++) {
        lrs_str_add(out, i ? between : "");
        print(e, n->arg[i], n->op == EXPR_CALL ? CHOICE : i ? SIGN : PRODUCT, out);
    }
    lrs_str_add(out, ")");
}

/* Zero is true in Lua and false in Python: "c and x or y" must become "x if c else y". */
static void print_choice(const struct expr *e, const struct expr_node *n, struct lrs_str *out)
{
    bool rest = n->op == EXPR_OR;
    const struct expr_node *first = rest ? &e->at[n->arg[0]] : n;
    if (first->op == EXPR_OR) {
        print_choice(e, first, out);
    } else {
        print(e, first->arg[1], OR, out);
        lrs_str_add(out, " if ");
        print(e, first->arg[0], OR, out);
    }
    if (!rest)
        return;
    lrs_str_add(out, " else ");
    if (e->at[n->arg[1]].type == EXPR_IS_MAYBE)
        print_choice(e, &e->at[n->arg[1]], out);
    else
        print(e, n->arg[1], CHOICE, out);
}

/* Whole numbers as such, but not as the base of a power, which would be an endless integer. */
static void print_number(double x, int binds, struct lrs_str *out)
{
    if (x == floor(x) && fabs(x) < 1e15 && binds != ATOM)
        lrs_str_addf(out, "%.0f", x);
    else
        lrs_python_real(x, out);
}

static void print(const struct expr *e, int i, int binds, struct lrs_str *out)
{
    const struct expr_node *n = &e->at[i];
    switch (n->op) {
    case EXPR_NUMBER:
        print_number(n->number, binds, out);
        break;
    case EXPR_TICK:
        lrs_str_add(out, "t");
        break;
    case EXPR_PI:
        lrs_str_add(out, "math.pi");
        break;
    case EXPR_CALL:
        print_call(e, n->function->python, ", ", n, out);
        break;
    case EXPR_FLOOR_DIVIDE: /* Python's // rounds the exact quotient, Lua's the rounded one */
        print_call(e, "math.floor", " / ", n, out);
        break;
    case EXPR_NEGATE:
    case EXPR_NOT: {
        bool sign = n->op == EXPR_NEGATE, parentheses = (sign ? SIGN : NOT) < binds;
        lrs_str_addf(out, "%s%s", parentheses ? "(" : "", sign ? "-" : "not ");
        print(e, n->arg[0], sign ? SIGN : NOT, out);
        lrs_str_add(out, parentheses ? ")" : "");
        break;
    }
    default:
        if (n->type == EXPR_IS_BOOL || n->op < EXPR_AND) {
            print_binary(e, n, binds, out);
            break;
        }
        lrs_str_add(out, binds > CHOICE ? "(" : "");
        print_choice(e, n, out);
        lrs_str_add(out, binds > CHOICE ? ")" : "");
    }
}

bool expr_to_python(const struct lrs_func *f, struct lrs_str *out, bool *after_end)
{
    struct expr e;
    int root = f->is_expr ? expr_parse(&e, f->source, f->horizon, f->lr) : -1;
    double x;
    if (root < 0 || !has_values(&e, root, f))
        return false;
    print(&e, root, CHOICE, out);
    *after_end = value_at(&e, root, f->horizon, &x);
    return true;
}
