/* Python's tokens: names, numbers, strings, operators, and line ends where no bracket is open. */
#include "py_priv.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static size_t left(const struct lrs_py_scan *z)
{
    return (size_t)(z->end - z->at);
}

/* Blanks, comments, continued lines, and line ends inside brackets. */
static void skip_blank(struct lrs_py_scan *z)
{
    for (; left(z) > 0; z->at++) {
        char c = *z->at;
        if (c == '#') {
            while (left(z) > 1 && z->at[1] != '\n')
                z->at++;
        } else if (c == '\\' && left(z) > 1 && z->at[1] == '\n') {
            z->at++;
            z->line++;
        } else if (c == '\n') {
            if (z->depth == 0)
                return;
            z->line++;
        } else if (!isspace((unsigned char)c)) {
            return;
        }
    }
}

/* A string may be open to the end of the text; its quotes are part of it. */
static void scan_string(struct lrs_py_scan *z)
{
    char quote = *z->at;
    bool triple = left(z) >= 3 && z->at[1] == quote && z->at[2] == quote;
    int run = 0; /* of quotes */
    z->at += triple ? 3 : 1;
    for (; left(z) > 0; z->at++) {
        z->line += *z->at == '\n';
        run = *z->at == quote ? run + 1 : 0;
        if (run == (triple ? 3 : 1)) {
            z->at++;
            return;
        }
        if (*z->at == '\\' && left(z) > 1) {
            z->at++;
            z->line += *z->at == '\n';
        }
    }
}

/* "1e-3", "1_000", ".5"; what is no number at all is refused when it is read. */
static void scan_number(struct lrs_py_scan *z)
{
    char before = '0';
    for (; left(z) > 0; before = *z->at++) {
        bool sign = (*z->at == '-' || *z->at == '+') && (before == 'e' || before == 'E');
        if (!is_word(*z->at) && *z->at != '.' && !sign)
            return;
    }
}

static size_t sign_length(const struct lrs_py_scan *z)
{
    static const char *const pairs[] = {"**", "//", "==", "!=", "<=", ">=", ":=", "->"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (left(z) >= 2 && memcmp(z->at, pairs[i], 2) == 0)
            return 2;
    return 1;
}

static enum lrs_py_what scan_token(struct lrs_py_scan *z)
{
    char c = *z->at;
    if (c == '\n' || c == ';') {
        z->line += c == '\n';
        z->at++;
        return LRS_PY_NEWLINE;
    }
    if (isdigit((unsigned char)c) ||
        (c == '.' && left(z) > 1 && isdigit((unsigned char)z->at[1]))) {
        scan_number(z);
        return LRS_PY_NUMBER;
    }
    if (is_word(c)) {
        while (left(z) > 0 && is_word(*z->at))
            z->at++;
        return LRS_PY_NAME;
    }
    if (c == '"' || c == '\'') {
        scan_string(z);
        return LRS_PY_STRING;
    }
    if (strchr("([{", c))
        z->depth++;
    else if (strchr(")]}", c) && z->depth > 0)
        z->depth--;
    z->at += sign_length(z);
    return LRS_PY_SIGN;
}

void lrs_py_next(struct lrs_py_scan *z)
{
    skip_blank(z);
    z->t = (struct lrs_py_token){.s = z->at, .line = z->line};
    if (left(z) == 0 || *z->at == '\0')
        return;
    z->t.what = scan_token(z);
    z->t.len = (size_t)(z->at - z->t.s);
}

struct lrs_py_scan lrs_py_begin(const char *text, size_t len)
{
    struct lrs_py_scan z = {.at = text, .end = text + len, .line = 1};
    lrs_py_next(&z);
    return z;
}

bool lrs_py_is(const struct lrs_py_scan *z, const char *text)
{
    return (z->t.what == LRS_PY_NAME || z->t.what == LRS_PY_SIGN) && z->t.len == strlen(text) &&
           memcmp(z->t.s, text, z->t.len) == 0;
}

bool lrs_py_is_open(const struct lrs_py_scan *z)
{
    return lrs_py_is(z, "(") || lrs_py_is(z, "[") || lrs_py_is(z, "{");
}

bool lrs_py_skip_bracket(struct lrs_py_scan *z)
{
    int outer = z->depth - 1;
    while (z->t.what != LRS_PY_END && z->depth > outer)
        lrs_py_next(z);
    if (z->t.what == LRS_PY_END)
        return false;
    lrs_py_next(z);
    return true;
}

void lrs_py_skip_argument(struct lrs_py_scan *z)
{
    while (z->t.what != LRS_PY_END && z->t.what != LRS_PY_NEWLINE && !lrs_py_is(z, ",") &&
           !lrs_py_is(z, ")") && !lrs_py_is(z, "]") && !lrs_py_is(z, "}")) {
        if (!lrs_py_is_open(z))
            lrs_py_next(z);
        else if (!lrs_py_skip_bracket(z))
            return;
    }
}

void lrs_py_skip_dotted(struct lrs_py_scan *z, struct lrs_py_token *last)
{
    *last = z->t;
    for (lrs_py_next(z); lrs_py_is(z, "."); lrs_py_next(z)) {
        struct lrs_py_scan ahead = *z;
        lrs_py_next(&ahead);
        if (ahead.t.what != LRS_PY_NAME)
            return;
        *z = ahead;
        *last = z->t;
    }
}
