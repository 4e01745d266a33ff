/* Reads the arithmetic part of the scenes' language: numbers, t, T, lr, pi, operators, comparisons,
 * mathematical functions. Whatever else Lua knows is not an error here; it just cannot be said in one
 * line of another language. Precedences are Lua's. */
#include "expr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct parser {
    struct expr *e;
    const char *at;
    double T, lr;
    int depth;
};

/* clang-format off */
static const struct expr_function functions[] = {
    {"abs", "abs", 1, 1, fabs, NULL},            {"acos", "math.acos", 1, 1, acos, NULL},
    {"asin", "math.asin", 1, 1, asin, NULL},     {"atan", "math.atan", 1, 1, atan, NULL},
    {"ceil", "math.ceil", 1, 1, ceil, NULL},     {"cos", "math.cos", 1, 1, cos, NULL},
    {"cosh", "math.cosh", 1, 1, cosh, NULL},     {"exp", "math.exp", 1, 1, exp, NULL},
    {"floor", "math.floor", 1, 1, floor, NULL},  {"fmod", "math.fmod", 2, 2, NULL, fmod},
    {"log", "math.log", 1, 1, log, NULL},        {"max", "max", 2, EXPR_ARGS, NULL, fmax},
    {"min", "min", 2, EXPR_ARGS, NULL, fmin},    {"sin", "math.sin", 1, 1, sin, NULL},
    {"sinh", "math.sinh", 1, 1, sinh, NULL},     {"sqrt", "math.sqrt", 1, 1, sqrt, NULL},
    {"tan", "math.tan", 1, 1, tan, NULL},        {"tanh", "math.tanh", 1, 1, tanh, NULL},
};

/* Lowest first; those of one level are read from left to right. */
enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARE, LEVEL_ADD, LEVEL_MULTIPLY, LEVEL_UNARY, LEVEL_POWER };
static const struct {
    const char *text;
    int level;
    enum expr_op op;
} operators[] = {
    {"or", LEVEL_OR, EXPR_OR},                   {"and", LEVEL_AND, EXPR_AND},
    {"<=", LEVEL_COMPARE, EXPR_LESS_EQUAL},      {">=", LEVEL_COMPARE, EXPR_GREATER_EQUAL},
    {"<", LEVEL_COMPARE, EXPR_LESS},             {">", LEVEL_COMPARE, EXPR_GREATER},
    {"==", LEVEL_COMPARE, EXPR_EQUAL},           {"~=", LEVEL_COMPARE, EXPR_NOT_EQUAL},
    {"+", LEVEL_ADD, EXPR_ADD},                  {"-", LEVEL_ADD, EXPR_SUBTRACT},
    {"//", LEVEL_MULTIPLY, EXPR_FLOOR_DIVIDE},   {"*", LEVEL_MULTIPLY, EXPR_MULTIPLY},
    {"/", LEVEL_MULTIPLY, EXPR_DIVIDE},          {"%", LEVEL_MULTIPLY, EXPR_MODULO},
    {"^", LEVEL_POWER, EXPR_POWER},
};
/* clang-format on */

static int parse_level(struct parser *p, int level);

static int add(struct parser *p, struct expr_node node)
{
    if (p->e->n == EXPR_NODES)
        return -1;
    p->e->at[p->e->n] = node;
    return p->e->n++;
}

static bool is_letter(char c)
{
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

static size_t name_length(const char *at)
{
    size_t n = 0;
    while (is_letter(at[n]) || (n && is_digit(at[n])))
        n++;
    return n;
}

/* Moves on over TEXT where it stands next; a word must end there. */
static bool take(struct parser *p, const char *text)
{
    size_t n = strlen(text);
    skip_blanks(p);
    if (strncmp(p->at, text, n) != 0 || (is_letter(*text) && name_length(p->at) != n))
        return false;
    p->at += n;
    return true;
}

static enum expr_type type_of(const struct parser *p, int i)
{
    return p->e->at[i].type;
}

/* What "and" and "or" make of two operands; false where Python would not make the same. */
static bool logic_type(enum expr_op op, enum expr_type a, enum expr_type b, enum expr_type *type)
{
    if (a == EXPR_IS_BOOL && b == EXPR_IS_BOOL)
        *type = EXPR_IS_BOOL;
    else if (op == EXPR_AND && a == EXPR_IS_BOOL && b == EXPR_IS_NUMBER)
        *type = EXPR_IS_MAYBE;
    else if (op == EXPR_OR && a == EXPR_IS_MAYBE && b != EXPR_IS_BOOL)
        *type = b;
    else
        return false;
    return true;
}

static int binary(struct parser *p, enum expr_op op, int a, int b)
{
    if (a < 0 || b < 0)
        return -1;
    struct expr_node node = {.op = op, .n_args = 2, .arg = {a, b}};
    if (op == EXPR_AND || op == EXPR_OR) {
        if (!logic_type(op, type_of(p, a), type_of(p, b), &node.type))
            return -1;
    } else if (type_of(p, a) != EXPR_IS_NUMBER || type_of(p, b) != EXPR_IS_NUMBER) {
        return -1;
    } else if (op >= EXPR_LESS) {
        node.type = EXPR_IS_BOOL;
    }
    return add(p, node);
}

static int unary(struct parser *p, enum expr_op op, enum expr_type type)
{
    int a = parse_level(p, LEVEL_UNARY);
    if (a < 0 || type_of(p, a) != type)
        return -1;
    return add(p, (struct expr_node){.op = op, .type = type, .n_args = 1, .arg = {a}});
}

static int parse_number(struct parser *p)
{
    char *end;
    if (p->at[0] == '0' && (p->at[1] == 'x' || p->at[1] == 'X'))
        return -1;
    double x = strtod(p->at, &end);
    if (end == p->at || is_letter(*end) || *end == '.')
        return -1;
    p->at = end;
    return add(p, (struct expr_node){.op = EXPR_NUMBER, .number = x});
}

static int parse_call(struct parser *p, const struct expr_function *f)
{
    struct expr_node node = {.op = EXPR_CALL, .function = f};
    if (!take(p, "("))
        return -1;
    do {
        int a = node.n_args < f->max ? parse_level(p, LEVEL_OR) : -1;
        if (a < 0 || type_of(p, a) != EXPR_IS_NUMBER)
            return -1;
        node.arg[node.n_args++] = a;
    } while (take(p, ","));
    return node.n_args >= f->min && take(p, ")") ? add(p, node) : -1;
}

static int parse_name(struct parser *p)
{
    if (take(p, "math") && !take(p, "."))
        return -1;
    if (take(p, "t"))
        return add(p, (struct expr_node){.op = EXPR_TICK});
    if (take(p, "pi"))
        return add(p, (struct expr_node){.op = EXPR_PI});
    if (take(p, "T"))
        return add(p, (struct expr_node){.op = EXPR_NUMBER, .number = p->T});
    if (take(p, "lr"))
        return add(p, (struct expr_node){.op = EXPR_NUMBER, .number = p->lr});
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (take(p, functions[i].name))
            return parse_call(p, &functions[i]);
    return -1;
}

static int parse_primary(struct parser *p)
{
    skip_blanks(p);
    if (is_letter(*p->at))
        return parse_name(p);
    if (!take(p, "("))
        return parse_number(p);
    int inner = parse_level(p, LEVEL_OR);
    return take(p, ")") ? inner : -1;
}

/* "^" binds tighter than a sign on its left, and its right side may have one. */
static int parse_unary(struct parser *p)
{
    if (take(p, "-"))
        return unary(p, EXPR_NEGATE, EXPR_IS_NUMBER);
    if (take(p, "not"))
        return unary(p, EXPR_NOT, EXPR_IS_BOOL);
    int a = parse_primary(p);
    return a >= 0 && take(p, "^") ? binary(p, EXPR_POWER, a, parse_level(p, LEVEL_UNARY)) : a;
}

static int parse_level(struct parser *p, int level)
{
    int left = -1;
    if (++p->depth > EXPR_DEPTH)
        return -1;
    left = level == LEVEL_UNARY ? parse_unary(p) : parse_level(p, level + 1);
    for (size_t i = 0; left >= 0 && level < LEVEL_UNARY && i < sizeof operators / sizeof *operators;
         i++) {
        if (operators[i].level != level || !take(p, operators[i].text))
            continue;
        left = binary(p, operators[i].op, left, parse_level(p, level + 1));
        i = (size_t)-1; /* and look for another of this level */
    }
    p->depth--;
    return left;
}

int expr_parse(struct expr *e, const char *source, double T, double lr)
{
    struct parser p = {.e = e, .at = source, .T = T, .lr = lr};
    e->n = 0;
    int root = parse_level(&p, LEVEL_OR);
    skip_blanks(&p);
    return root >= 0 && !*p.at && e->at[root].type == EXPR_IS_NUMBER ? root : -1;
}
