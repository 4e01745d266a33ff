/* Python's functions of mathematics, as they are called with or without "math." or "np.": worked out
 * for constants, else put into our own words. */
#include "py_priv.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

static double log_base(double x, double base)
{
    return base == 10 ? log10(x) : base == 2 ? log2(x) : log(x) / log(base);
}

static double identity(double x)
{
    return x;
}

/* LUA and AFTER stand around the arguments in our own language. ONE works out a single constant, TWO
 * takes several from the left. */
static const struct lrs_py_function {
    const char *py, *lua, *after;
    size_t least, most;
    double (*one)(double);
    double (*two)(double, double);
} functions[] = {
    {"min", "min(", ")", 1, 8, identity, fmin},  {"max", "max(", ")", 1, 8, identity, fmax},
    {"abs", "abs(", ")", 1, 1, fabs, NULL},      {"fabs", "abs(", ")", 1, 1, fabs, NULL},
    {"int", "(modf(", "))", 1, 1, trunc, NULL},  {"float", "(", ")", 1, 1, identity, NULL},
    {"floor", "floor(", ")", 1, 1, floor, NULL}, {"ceil", "ceil(", ")", 1, 1, ceil, NULL},
    {"sqrt", "sqrt(", ")", 1, 1, sqrt, NULL},    {"exp", "exp(", ")", 1, 1, exp, NULL},
    {"log", "log(", ")", 1, 2, log, log_base},   {"log10", "log(", ", 10)", 1, 1, log10, NULL},
    {"log2", "log(", ", 2)", 1, 1, log2, NULL},  {"pow", "(", ")", 2, 2, NULL, pow},
    {"fmod", "fmod(", ")", 2, 2, NULL, fmod},    {"sin", "sin(", ")", 1, 1, sin, NULL},
    {"cos", "cos(", ")", 1, 1, cos, NULL},       {"tan", "tan(", ")", 1, 1, tan, NULL},
    {"tanh", "tanh(", ")", 1, 1, tanh, NULL},    {"sinh", "sinh(", ")", 1, 1, sinh, NULL},
    {"cosh", "cosh(", ")", 1, 1, cosh, NULL},    {"asin", "asin(", ")", 1, 1, asin, NULL},
    {"acos", "acos(", ")", 1, 1, acos, NULL},    {"atan", "atan(", ")", 1, 1, atan, NULL},
    {"atan2", "atan(", ")", 2, 2, NULL, atan2},
};

static bool named(const struct lrs_py_token *t, const char *name)
{
    return t->len == strlen(name) && memcmp(t->s, name, t->len) == 0;
}

const struct lrs_py_function *lrs_py_function(const struct lrs_py_token *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (named(name, functions[i].py))
            return &functions[i];
    return NULL;
}

static double compute_at(const struct lrs_py_function *f, const struct lrs_py_value *a, size_t n)
{
    if (n == 1)
        return f->one(a[0].real);
    double x = a[0].real;
    for (size_t i = 1; i < n; i++)
        x = f->two(x, a[i].real);
    return x;
}

static bool call_code(struct lrs_py *p, const struct lrs_py_function *f, struct lrs_py_value *a,
                      size_t n, struct lrs_py_value *out)
{
    struct lrs_str text = {0};
    lrs_str_add(&text, f->lua);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        ok = lrs_py_make_number(p, &a[i]);
        lrs_str_addf(&text, "%s%s", i ? ", " : "", a[i].text);
    }
    lrs_str_add(&text, f->after);
    return lrs_py_become_code(p, out, lrs_str_take(&text), LRS_PY_RANK_ATOM, false) && ok;
}

bool lrs_py_apply(struct lrs_py *p, const struct lrs_py_function *f, struct lrs_py_value *arguments,
                  size_t n, struct lrs_py_value *out)
{
    bool known = true, constant = true;
    if (n < f->least || n > f->most)
        return lrs_py_fail(p, "'%s' does not take %zu values here", f->py, n);
    if (n == 1 && f->one == identity && arguments->tag == LRS_PY_TEXT_VALUE &&
        lrs_number_parse(arguments->text, &out->real)) { /* float("inf") */
        out->tag = LRS_PY_REAL;
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        if (!lrs_py_check_numeric(p, f->py, (int)strlen(f->py), &arguments[i], &known))
            return false;
        lrs_py_join_unknown(out, &arguments[i]);
        constant = constant && lrs_py_is_constant(&arguments[i]);
    }
    if (!known)
        return true;
    if (constant) {
        lrs_py_become_real(out, compute_at(f, arguments, n), false);
        return true;
    }
    if (f->two != pow)
        return call_code(p, f, arguments, n, out);
    *out = arguments[0];
    arguments[0] = (struct lrs_py_value){0};
    return lrs_py_combine(p, lrs_py_power(), out, &arguments[1]);
}

bool lrs_py_constant(const struct lrs_py_token *name, double *x)
{
    static const struct {
        const char *name;
        double x;
    } constants[] = {{"pi", 3.141592653589793},
                     {"e", 2.718281828459045},
                     {"tau", 6.283185307179586},
                     {"inf", HUGE_VAL}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (named(name, constants[i].name)) {
            *x = constants[i].x;
            return true;
        }
    return false;
}
