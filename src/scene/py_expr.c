/* Python's expressions, by precedence climbing. What is no number, list, constructor or lambda is
 * not looked into: it is unknown under its own text. */
#include "py_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

bool lrs_py_refuse(struct lrs_py *p, int line)
{
    return lrs_chunk_fail(p->chunk, line, p->path, p->err);
}

bool lrs_py_fail(struct lrs_py *p, const char *fmt, ...)
{
    char text[sizeof p->err->msg];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    lrs_fail(p->err, "%s", text);
    return lrs_py_refuse(p, p->z.t.line);
}

size_t lrs_py_enter(struct lrs_py *p, const char *name)
{
    size_t len = strlen(p->path);
    snprintf(p->path + len, sizeof p->path - len, ".%s", name);
    return len;
}

void lrs_py_leave(struct lrs_py *p, size_t len)
{
    p->path[len] = '\0';
}

void lrs_py_found(const struct lrs_py_token *t, char out[48])
{
    if (t->what == LRS_PY_END)
        snprintf(out, 48, "the end");
    else if (t->what == LRS_PY_NEWLINE)
        snprintf(out, 48, "the end of the line");
    else
        snprintf(out, 48, "'%.*s'", t->len < 40 ? (int)t->len : 40, t->s);
}

bool lrs_py_unexpected(struct lrs_py *p, const char *wanted)
{
    char found[48];
    lrs_py_found(&p->z.t, found);
    return lrs_py_fail(p, "%s expected, found %s", wanted, found);
}

bool lrs_py_expect(struct lrs_py *p, const char *sign)
{
    char wanted[16];
    if (lrs_py_is(&p->z, sign)) {
        lrs_py_next(&p->z);
        return true;
    }
    snprintf(wanted, sizeof wanted, "'%s'", sign);
    return lrs_py_unexpected(p, wanted);
}

static bool number(struct lrs_py *p, struct lrs_py_value *out)
{
    char text[64];
    size_t n = 0;
    const struct lrs_py_token *t = &p->z.t;
    for (size_t i = 0; i < t->len && n < sizeof text - 1; i++)
        if (t->s[i] != '_')
            text[n++] = t->s[i];
    text[n] = '\0';
    bool plain = n < sizeof text - 1 && strspn(text, "0123456789.eE+-") == n;
    if (!plain || !lrs_number_parse(text, &out->real))
        return lrs_py_fail(p, "'%.40s' is no number", text);
    out->tag = LRS_PY_REAL;
    lrs_py_next(&p->z);
    return true;
}

/* Without its quotes. Escapes are not worked out: no value that is known here has any. */
static bool string(struct lrs_py *p, struct lrs_py_value *out)
{
    const struct lrs_py_token *t = &p->z.t;
    size_t quotes = t->len >= 6 && t->s[1] == t->s[0] && t->s[2] == t->s[0] ? 3 : 1;
    if (t->len < 2 * quotes || t->s[t->len - 1] != t->s[0])
        return lrs_py_fail(p, "the text that begins with %.20s does not end", t->s);
    out->tag = LRS_PY_TEXT_VALUE;
    out->text = lrs_strndup(t->s + quotes, t->len - 2 * quotes);
    lrs_py_next(&p->z);
    return true;
}

/* What begins at FROM and goes to p->z, and whatever is called or taken from it. */
static bool unknown(struct lrs_py *p, const struct lrs_py_token *from, struct lrs_py_value *out)
{
    enum { SHOWN = 40 };
    const char *end = p->z.t.s;
    struct lrs_py_token last;
    while (lrs_py_is(&p->z, ".") || lrs_py_is(&p->z, "(") || lrs_py_is(&p->z, "[")) {
        if (lrs_py_is(&p->z, "."))
            lrs_py_skip_dotted(&p->z, &last);
        else if (!lrs_py_skip_bracket(&p->z))
            return lrs_py_fail(p, "a bracket is not closed");
        end = p->z.t.s;
    }
    while (end > from->s && strchr(" \t\r\n\\", end[-1]))
        end--;
    size_t len = (size_t)(end - from->s);
    lrs_py_clear(out);
    out->tag = LRS_PY_UNKNOWN;
    out->text =
        lrs_format("%.*s%s", (int)(len < SHOWN ? len : SHOWN), from->s, len > SHOWN ? "..." : "");
    return true;
}

static bool add_item(struct lrs_py *p, struct lrs_py_value *out)
{
    enum { ITEMS = 4096 };
    if (out->n == ITEMS)
        return lrs_py_fail(p, "a list of more than %d values", ITEMS);
    if ((out->n & (out->n - 1)) == 0) { /* full: 0, 1, 2, 4 ... */
        size_t room = out->n ? 2 * out->n : 1;
        struct lrs_py_value *more = LRS_ARRAY(struct lrs_py_value, room);
        if (out->n)
            memcpy(more, out->item, out->n * sizeof *more);
        lrs_free(out->item);
        out->item = more;
    }
    char name[24];
    snprintf(name, sizeof name, "%zu", ++out->n);
    size_t len = lrs_py_enter(p, name);
    bool ok = lrs_py_expression(p, &out->item[out->n - 1]);
    lrs_py_leave(p, len);
    return ok;
}

/* A comprehension is not worked out. */
bool lrs_py_items(struct lrs_py *p, const char *close, struct lrs_py_value *out)
{
    struct lrs_py_token from = p->z.t;
    struct lrs_py_scan begin = p->z;
    lrs_py_next(&p->z);
    out->tag = LRS_PY_LIST;
    while (!lrs_py_is(&p->z, close)) {
        if (!add_item(p, out))
            return false;
        if (lrs_py_is(&p->z, "for")) {
            p->z = begin;
            return unknown(p, &from, out);
        }
        if (!lrs_py_is(&p->z, ",") && !lrs_py_is(&p->z, close)) {
            char wanted[16];
            snprintf(wanted, sizeof wanted, "',' or '%s'", close);
            return lrs_py_unexpected(p, wanted);
        }
        if (lrs_py_is(&p->z, ","))
            lrs_py_next(&p->z);
    }
    lrs_py_next(&p->z);
    return true;
}

/* (a) is a; (a,) and (a, b) are lists, as is (). */
static bool brackets(struct lrs_py *p, struct lrs_py_value *out)
{
    struct lrs_py_scan begin = p->z, ahead = p->z;
    struct lrs_py_token from = p->z.t;
    lrs_py_next(&ahead);
    bool empty = lrs_py_is(&ahead, ")");
    lrs_py_skip_argument(&ahead);
    if (empty || !lrs_py_is(&ahead, ")"))
        return lrs_py_items(p, ")", out);
    lrs_py_next(&p->z);
    if (!lrs_py_expression(p, out))
        return false;
    if (!lrs_py_is(&p->z, "for"))
        return lrs_py_expect(p, ")");
    p->z = begin;
    return unknown(p, &from, out);
}

/* What the text says NAME is: the last statement before the place at hand that assigns it. */
static int find_name(const struct lrs_py *p, const struct lrs_py_token *first, size_t len)
{
    for (int i = p->n_names - 1; i >= 0; i--)
        if (p->name[i].end <= first->s && p->name[i].name.len == len &&
            memcmp(p->name[i].name.s, first->s, len) == 0)
            return i;
    return -1;
}

/* The name stands for an expression above, which is worked out anew. */
static bool named(struct lrs_py *p, int i, struct lrs_py_value *out)
{
    struct lrs_py_scan here = p->z;
    struct lrs_py_token variable = p->variable;
    p->z = p->name[i].value;
    p->variable.len = 0;
    bool ok = lrs_py_expression(p, out);
    p->z = here;
    p->variable = variable;
    return ok;
}

static bool keyword(struct lrs_py *p, struct lrs_py_value *out)
{
    bool yes = lrs_py_is(&p->z, "True");
    if (!yes && !lrs_py_is(&p->z, "False") && !lrs_py_is(&p->z, "None"))
        return false;
    *out = (struct lrs_py_value){.tag = lrs_py_is(&p->z, "None") ? LRS_PY_NONE : LRS_PY_BOOL,
                                 .real = yes};
    lrs_py_next(&p->z);
    return true;
}

static bool function(struct lrs_py *p, const struct lrs_py_function *f, struct lrs_py_value *out)
{
    struct lrs_py_value arguments = {0};
    bool ok = lrs_py_items(p, ")", &arguments);
    if (ok && arguments.tag == LRS_PY_UNKNOWN)
        *out = arguments;
    else {
        ok = ok && lrs_py_apply(p, f, arguments.item, arguments.n, out);
        lrs_py_clear(&arguments);
    }
    return ok;
}

static bool is_variable(const struct lrs_py *p, const struct lrs_py_token *t)
{
    return p->variable.len > 0 && p->variable.len == t->len &&
           memcmp(p->variable.s, t->s, t->len) == 0;
}

/* "epoch", "True", "math.pi", "torch.optim.SGD(...)", "args.lr" */
static bool name(struct lrs_py *p, struct lrs_py_value *out)
{
    struct lrs_py_token first = p->z.t, last;
    enum lrs_part part;
    if (keyword(p, out))
        return true;
    lrs_py_skip_dotted(&p->z, &last);
    bool dotted = last.s != first.s, called = lrs_py_is(&p->z, "(");
    if (!dotted && !called && is_variable(p, &first)) {
        *out =
            (struct lrs_py_value){LRS_PY_CODE, .text = lrs_strdup("t"), .rank = LRS_PY_RANK_ATOM};
        return true;
    }
    int known = find_name(p, &first, (size_t)(last.s + last.len - first.s));
    if (known >= 0 && !called && !lrs_py_is(&p->z, "["))
        return named(p, known, out);
    if (called && lrs_py_kind(&last, &part))
        return lrs_py_call(p, &last, out);
    const struct lrs_py_function *f = called ? lrs_py_function(&last) : NULL;
    if (f)
        return function(p, f, out);
    if (!called && (dotted || last.len > 1) && lrs_py_constant(&last, &out->real)) {
        out->tag = LRS_PY_REAL;
        return true;
    }
    return unknown(p, &first, out);
}

static bool atom(struct lrs_py *p, struct lrs_py_value *out)
{
    struct lrs_py_token from = p->z.t;
    bool ok;
    if (from.what == LRS_PY_NUMBER)
        ok = number(p, out);
    else if (from.what == LRS_PY_STRING)
        ok = string(p, out);
    else if (from.what == LRS_PY_NAME)
        ok = name(p, out);
    else if (lrs_py_is(&p->z, "("))
        ok = brackets(p, out);
    else if (lrs_py_is(&p->z, "["))
        ok = lrs_py_items(p, "]", out);
    else if (lrs_py_is(&p->z, "{"))
        return lrs_py_skip_bracket(&p->z) ? unknown(p, &from, out)
                                          : lrs_py_fail(p, "a bracket is not closed");
    else
        return lrs_py_unexpected(p, "a value");
    bool more = lrs_py_is(&p->z, ".") || lrs_py_is(&p->z, "[") || lrs_py_is(&p->z, "(");
    return ok && (!more || unknown(p, &from, out));
}

static bool climb(struct lrs_py *p, int least, struct lrs_py_value *out);

/* An operand, with the signs in front of it. */
static bool operand(struct lrs_py *p, struct lrs_py_value *out)
{
    if (lrs_py_is(&p->z, "not")) {
        lrs_py_next(&p->z);
        return climb(p, LRS_PY_RANK_COMPARE, out) && lrs_py_not(p, out);
    }
    if (lrs_py_is(&p->z, "-") || lrs_py_is(&p->z, "+")) {
        bool minus = lrs_py_is(&p->z, "-");
        lrs_py_next(&p->z);
        return climb(p, LRS_PY_RANK_MINUS, out) && (!minus || lrs_py_negate(p, out));
    }
    return atom(p, out);
}

/* Operators that bind at least as tightly as LEAST. */
static bool climb_on(struct lrs_py *p, int least, struct lrs_py_value *out)
{
    if (!operand(p, out))
        return false;
    const struct lrs_py_operator *op, *before = NULL;
    while ((op = lrs_py_operator(&p->z)) && lrs_py_rank(op) >= least) {
        struct lrs_py_value b = {0};
        int rank = lrs_py_rank(op);
        if (before && lrs_py_is_comparison(before) && lrs_py_is_comparison(op))
            return lrs_py_fail(p, "a < b < c is not understood; write a < b and b < c");
        lrs_py_next(&p->z);
        if (!climb(p, lrs_py_is_right(op) ? rank : rank + 1, &b)) {
            lrs_py_clear(&b);
            return false;
        }
        if (!lrs_py_combine(p, op, out, &b))
            return false;
        before = op;
    }
    return true;
}

static bool climb(struct lrs_py *p, int least, struct lrs_py_value *out)
{
    if (++p->depth > LRS_PY_DEPTH || ++p->work > LRS_PY_WORK)
        return lrs_py_fail(p, p->depth > LRS_PY_DEPTH ? "nested too deeply" : "too much to read");
    bool ok = climb_on(p, least, out);
    p->depth--;
    return ok;
}

/* lambda epoch: 0.95 ** epoch */
static bool lambda(struct lrs_py *p, struct lrs_py_value *out)
{
    struct lrs_py_token outer = p->variable;
    lrs_py_next(&p->z);
    if (p->z.t.what != LRS_PY_NAME)
        return lrs_py_unexpected(p, "a lambda of one variable");
    p->variable = p->z.t;
    lrs_py_next(&p->z);
    if (!lrs_py_is(&p->z, ":"))
        return lrs_py_unexpected(p, "a lambda of one variable: ':'");
    lrs_py_next(&p->z);
    bool ok = lrs_py_expression(p, out) && lrs_py_close_lambda(p, out);
    p->variable = outer;
    return ok;
}

static bool conditional(struct lrs_py *p, struct lrs_py_value *out)
{
    struct lrs_py_value condition = {0}, other = {0};
    lrs_py_next(&p->z);
    bool ok = climb(p, 1, &condition) && lrs_py_expect(p, "else") && lrs_py_expression(p, &other);
    if (ok)
        return lrs_py_select(p, out, &condition, &other);
    lrs_py_clear(&condition);
    lrs_py_clear(&other);
    return false;
}

bool lrs_py_expression(struct lrs_py *p, struct lrs_py_value *out)
{
    if (++p->depth > LRS_PY_DEPTH)
        return lrs_py_fail(p, "nested too deeply");
    bool ok = lrs_py_is(&p->z, "lambda")
                  ? lambda(p, out)
                  : climb(p, 1, out) && (!lrs_py_is(&p->z, "if") || conditional(p, out));
    p->depth--;
    return ok;
}
