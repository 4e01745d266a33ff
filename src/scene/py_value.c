/* Values of Python expressions. What depends on a lambda's variable becomes text of our own
 * expressions, with brackets where Lua's precedence needs them; everything else is worked out.
 *
 * Lua takes 0 for true and does not count true as 1, so that numbers and truths are told apart. */
#include "py_priv.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

enum { CODE_MAX = 4096, UNKNOWN_MAX = 100 };

void lrs_py_clear(struct lrs_py_value *v)
{
    for (size_t i = 0; i < v->n; i++)
        lrs_py_clear(&v->item[i]); /* as deep as brackets were nested */
    lrs_free(v->item);
    lrs_free(v->text);
    lrs_spec_free(v->spec);
    *v = (struct lrs_py_value){0};
}

/* V becomes SOURCE, which it takes over. */
static void become(struct lrs_py_value *v, struct lrs_py_value source)
{
    lrs_py_clear(v);
    *v = source;
}

bool lrs_py_become_code(struct lrs_py *p, struct lrs_py_value *v, char *text, int rank, bool truth)
{
    become(v, (struct lrs_py_value){LRS_PY_CODE, .text = text, .rank = rank, .truth = truth});
    return strlen(text) < CODE_MAX || lrs_py_fail(p, "the lambda is too long");
}

void lrs_py_become_real(struct lrs_py_value *v, double x, bool truth)
{
    become(v, (struct lrs_py_value){.tag = truth ? LRS_PY_BOOL : LRS_PY_REAL, .real = x});
}

bool lrs_py_is_constant(const struct lrs_py_value *v)
{
    return v->tag == LRS_PY_REAL || v->tag == LRS_PY_BOOL;
}

static bool is_numeric(const struct lrs_py_value *v)
{
    return lrs_py_is_constant(v) || v->tag == LRS_PY_CODE;
}

/* A value that is needed as a number or a truth must be one; *KNOWN: nothing in it is unknown. */
bool lrs_py_check_numeric(struct lrs_py *p, const char *what, int len, const struct lrs_py_value *v,
                          bool *known)
{
    if (v->tag == LRS_PY_UNKNOWN)
        *known = false;
    else if (!is_numeric(v))
        return lrs_py_fail(p, "'%.*s' takes numbers", len, what);
    return true;
}

/* A becomes what neither it nor B can be known for. */
void lrs_py_join_unknown(struct lrs_py_value *a, const struct lrs_py_value *b)
{
    if (b->tag != LRS_PY_UNKNOWN)
        return;
    bool both = a->tag == LRS_PY_UNKNOWN;
    if (both && (strstr(a->text, b->text) || strlen(a->text) + strlen(b->text) > UNKNOWN_MAX))
        return;
    char *text = both ? lrs_format("%s and %s", a->text, b->text) : lrs_strdup(b->text);
    become(a, (struct lrs_py_value){LRS_PY_UNKNOWN, .text = text});
}

static void make_code(struct lrs_py_value *v)
{
    char number[LRS_NUMBER_MAX];
    if (!lrs_py_is_constant(v))
        return;
    double x = v->real;
    const char *text = isnan(x) ? "0/0" : isinf(x) ? "huge" : lrs_number_exact(number, fabs(x));
    int rank = isnan(x) ? LRS_PY_RANK_MINUS - 1 : x < 0 ? LRS_PY_RANK_MINUS : LRS_PY_RANK_ATOM;
    char *code = lrs_format("%s%s", x < 0 ? "-" : "", text);
    become(v, (struct lrs_py_value){LRS_PY_CODE, .text = code, .rank = rank});
}

/* Brackets around what binds less tightly than RANK. */
static void bracket(struct lrs_py_value *v, int rank)
{
    if (v->rank >= rank)
        return;
    char *text = lrs_format("(%s)", v->text);
    lrs_free(v->text);
    v->text = text;
    v->rank = LRS_PY_RANK_ATOM;
}

enum { RANK_OR = 1, RANK_AND = 2 };

/* True counts as 1. */
bool lrs_py_make_number(struct lrs_py *p, struct lrs_py_value *v)
{
    make_code(v);
    if (!v->truth)
        return true;
    bracket(v, RANK_AND);
    return lrs_py_become_code(p, v, lrs_format("%s and 1 or 0", v->text), RANK_OR, false);
}

/* What is not 0 is true. */
static bool make_truth(struct lrs_py *p, struct lrs_py_value *v)
{
    if (lrs_py_is_constant(v))
        return lrs_py_become_code(p, v, lrs_strdup(v->real != 0 ? "true" : "false"),
                                  LRS_PY_RANK_ATOM, true);
    if (v->truth)
        return true;
    bracket(v, LRS_PY_RANK_COMPARE + 1);
    return lrs_py_become_code(p, v, lrs_format("%s ~= 0", v->text), LRS_PY_RANK_COMPARE, true);
}

/* --- operators --- */

enum { OR, AND, EQ, NE, LE, GE, LT, GT, ADD, SUB, MUL, DIV, FLOOR, MOD, POW };

struct lrs_py_operator {
    const char *py, *lua;
    int rank;
};

static const struct lrs_py_operator operators[] = {
    [OR] = {"or", "or", RANK_OR}, [AND] = {"and", "and", RANK_AND},
    [EQ] = {"==", "==", 4},       [NE] = {"!=", "~=", 4},
    [LE] = {"<=", "<=", 4},       [GE] = {">=", ">=", 4},
    [LT] = {"<", "<", 4},         [GT] = {">", ">", 4},
    [ADD] = {"+", "+", 5},        [SUB] = {"-", "-", 5},
    [MUL] = {"*", "*", 6},        [DIV] = {"/", "/", 6},
    [FLOOR] = {"//", "//", 6},    [MOD] = {"%", "%", 6},
    [POW] = {"**", "^", 8},
};

const struct lrs_py_operator *lrs_py_operator(const struct lrs_py_scan *z)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (lrs_py_is(z, operators[i].py))
            return &operators[i];
    return NULL;
}

int lrs_py_rank(const struct lrs_py_operator *op)
{
    return op->rank;
}

bool lrs_py_is_comparison(const struct lrs_py_operator *op)
{
    return op->rank == LRS_PY_RANK_COMPARE;
}

const struct lrs_py_operator *lrs_py_power(void)
{
    return &operators[POW];
}

bool lrs_py_is_right(const struct lrs_py_operator *op)
{
    return op == &operators[POW];
}

/* As Python has it: the remainder has the divisor's sign. */
static double remainder_of(double a, double b)
{
    double r = fmod(a, b);
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

static double compute(int op, double a, double b)
{
    switch (op) {
    case OR:
        return a != 0 ? a : b;
    case AND:
        return a != 0 ? b : a;
    case EQ:
        return a == b;
    case NE:
        return a != b;
    case LE:
        return a <= b;
    case GE:
        return a >= b;
    case LT:
        return a < b;
    case GT:
        return a > b;
    case ADD:
        return a + b;
    case SUB:
        return a - b;
    case MUL:
        return a * b;
    case DIV:
        return a / b;
    case FLOOR:
        return round((a - remainder_of(a, b)) / b);
    case MOD:
        return remainder_of(a, b);
    default:
        return pow(a, b);
    }
}

static bool combine_constants(struct lrs_py *p, int op, struct lrs_py_value *a,
                              const struct lrs_py_value *b)
{
    if ((op == DIV || op == FLOOR || op == MOD) && b->real == 0)
        return lrs_py_fail(p, "division by zero");
    bool truth = operators[op].rank == LRS_PY_RANK_COMPARE ||
                 (operators[op].rank <= RANK_AND && a->tag == LRS_PY_BOOL && b->tag == LRS_PY_BOOL);
    lrs_py_become_real(a, compute(op, a->real, b->real), truth);
    return true;
}

/* Code of both, A in front. */
static bool combine_code(struct lrs_py *p, const struct lrs_py_operator *op, struct lrs_py_value *a,
                         struct lrs_py_value *b)
{
    bool logic = op->rank <= RANK_AND, right = lrs_py_is_right(op);
    bool truths = (a->truth || a->tag == LRS_PY_BOOL) && (b->truth || b->tag == LRS_PY_BOOL);
    if (logic && !truths)
        return lrs_py_fail(p, "'%s' between numbers is not understood; write a if c else b",
                           op->py);
    if (!(logic ? make_truth(p, a) && make_truth(p, b)
                : lrs_py_make_number(p, a) && lrs_py_make_number(p, b)))
        return false;
    bracket(a, op->rank + (right || lrs_py_is_comparison(op)));
    bracket(b, op->rank + !right);
    const char *blank = right ? "" : " ";
    char *text = lrs_format("%s%s%s%s%s", a->text, blank, op->lua, blank, b->text);
    return lrs_py_become_code(p, a, text, op->rank, logic || lrs_py_is_comparison(op));
}

bool lrs_py_combine(struct lrs_py *p, const struct lrs_py_operator *op, struct lrs_py_value *a,
                    struct lrs_py_value *b)
{
    bool known = true, ok = lrs_py_check_numeric(p, op->py, 3, a, &known) &&
                            lrs_py_check_numeric(p, op->py, 3, b, &known);
    if (ok && !known)
        lrs_py_join_unknown(a, b);
    else if (ok && lrs_py_is_constant(a) && lrs_py_is_constant(b))
        ok = combine_constants(p, (int)(op - operators), a, b);
    else if (ok)
        ok = combine_code(p, op, a, b);
    lrs_py_clear(b);
    return ok;
}

bool lrs_py_negate(struct lrs_py *p, struct lrs_py_value *a)
{
    bool known = true;
    if (!lrs_py_check_numeric(p, "-", 1, a, &known) || !known)
        return !known;
    if (lrs_py_is_constant(a)) {
        lrs_py_become_real(a, -a->real, false);
        return true;
    }
    if (!lrs_py_make_number(p, a))
        return false;
    bracket(a, LRS_PY_RANK_MINUS + 1); /* "--" begins a comment */
    return lrs_py_become_code(p, a, lrs_format("-%s", a->text), LRS_PY_RANK_MINUS, false);
}

bool lrs_py_not(struct lrs_py *p, struct lrs_py_value *a)
{
    bool known = true;
    if (!lrs_py_check_numeric(p, "not", 3, a, &known) || !known)
        return !known;
    if (lrs_py_is_constant(a)) {
        lrs_py_become_real(a, a->real == 0, true);
        return true;
    }
    if (!make_truth(p, a))
        return false;
    bracket(a, LRS_PY_RANK_MINUS);
    return lrs_py_become_code(p, a, lrs_format("not %s", a->text), LRS_PY_RANK_MINUS, true);
}

/* c and a or b, where a, a number, is never false. */
static bool select_code(struct lrs_py *p, struct lrs_py_value *a, struct lrs_py_value *condition,
                        struct lrs_py_value *b)
{
    if (!make_truth(p, condition) || !lrs_py_make_number(p, a) || !lrs_py_make_number(p, b))
        return false;
    bracket(condition, RANK_AND);
    bracket(a, RANK_AND + 1);
    bracket(b, RANK_OR + 1);
    char *text = lrs_format("%s and %s or %s", condition->text, a->text, b->text);
    return lrs_py_become_code(p, a, text, RANK_OR, false);
}

bool lrs_py_select(struct lrs_py *p, struct lrs_py_value *a, struct lrs_py_value *condition,
                   struct lrs_py_value *b)
{
    bool known = true, ok = lrs_py_check_numeric(p, "if", 2, condition, &known);
    if (ok && !known) {
        become(a, *condition);
        *condition = (struct lrs_py_value){0};
    } else if (ok && lrs_py_is_constant(condition)) {
        if (condition->real == 0) {
            become(a, *b);
            *b = (struct lrs_py_value){0};
        }
    } else if (ok) {
        ok = lrs_py_check_numeric(p, "if", 2, a, &known) &&
             lrs_py_check_numeric(p, "else", 4, b, &known);
        if (ok && !known)
            lrs_py_join_unknown(a, b);
        else if (ok)
            ok = select_code(p, a, condition, b);
    }
    lrs_py_clear(condition);
    lrs_py_clear(b);
    return ok;
}

bool lrs_py_close_lambda(struct lrs_py *p, struct lrs_py_value *body)
{
    if (body->tag == LRS_PY_UNKNOWN)
        return true;
    if (!is_numeric(body))
        return lrs_py_fail(p, "the lambda must give a number");
    if (!lrs_py_make_number(p, body))
        return false;
    body->tag = LRS_PY_LAMBDA;
    return true;
}
