/* Points at things in a text: the line of a field of a table, the text of a function, which Lua
 * itself does not keep, and what it refuses but another language has. Just enough of its grammar: names, strings, comments, and one
 * character for everything else. */
#include "scene_priv.h"

#include <ctype.h>
#include <string.h>

#include "lrscope/mem.h"

struct token {
    const char *s;
    size_t len;
    int line;  /* where it begins */
    char what; /* 'a' a name or keyword, '"' a string, '0' a number, else the character; 0 = end */
};

struct scanner {
    const char *at, *end;
    int line;
};

static void advance(struct scanner *z, size_t n)
{
    for (; n > 0 && z->at < z->end; n--, z->at++)
        z->line += *z->at == '\n';
}

/* Length of the opening "[[" or "[==[" at S, 0 where there is none. */
static size_t long_bracket(const char *s, const char *end)
{
    if (s == end || *s != '[')
        return 0;
    const char *p = s + 1;
    while (p < end && *p == '=')
        p++;
    return p < end && *p == '[' ? (size_t)(p + 1 - s) : 0;
}

/* Past the end of what an opening bracket of LEN bytes began. */
static void skip_long(struct scanner *z, size_t len)
{
    advance(z, len);
    for (; z->at < z->end; advance(z, 1)) {
        if (*z->at != ']' || (size_t)(z->end - z->at) < len || z->at[len - 1] != ']')
            continue;
        size_t equals = 0;
        while (equals < len - 2 && z->at[1 + equals] == '=')
            equals++;
        if (equals == len - 2) {
            advance(z, len);
            return;
        }
    }
}

static void skip_quoted(struct scanner *z)
{
    char quote = *z->at;
    for (advance(z, 1); z->at < z->end && *z->at != quote; advance(z, 1))
        if (*z->at == '\\')
            advance(z, 1);
    advance(z, 1);
}

static void skip_blank(struct scanner *z)
{
    while (z->at < z->end) {
        if (isspace((unsigned char)*z->at)) {
            advance(z, 1);
        } else if (z->end - z->at >= 2 && z->at[0] == '-' && z->at[1] == '-') {
            size_t len = long_bracket(z->at + 2, z->end);
            advance(z, 2);
            if (len > 0)
                skip_long(z, len);
            else
                while (z->at < z->end && *z->at != '\n')
                    advance(z, 1);
        } else {
            return;
        }
    }
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static struct token next(struct scanner *z)
{
    skip_blank(z);
    struct token t = {.s = z->at, .line = z->line};
    if (z->at == z->end)
        return t;
    size_t len = long_bracket(z->at, z->end);
    t.what = *z->at;
    if (len > 0) {
        t.what = '"';
        skip_long(z, len);
    } else if (t.what == '"' || t.what == '\'') {
        t.what = '"';
        skip_quoted(z);
    } else if (is_word(t.what)) {
        t.what = isdigit((unsigned char)t.what) ? '0' : 'a';
        while (z->at < z->end && is_word(*z->at))
            advance(z, 1);
    } else {
        advance(z, 1);
    }
    t.len = (size_t)(z->at - t.s);
    return t;
}

static bool is(const struct token *t, const char *word)
{
    return t->len == strlen(word) && memcmp(t->s, word, t->len) == 0;
}

static struct scanner scan(const struct lrs_chunk *c)
{
    return (struct scanner){.at = c->text, .end = c->text + c->len, .line = 1};
}

/* Is the name that has just been read followed by a single "="? */
static bool is_assigned(struct scanner ahead)
{
    return next(&ahead).what == '=' && next(&ahead).what != '=';
}

int lrs_lex_field(const struct lrs_chunk *c, int from, const char *key)
{
    struct scanner z = scan(c);
    int depth = 0, deeper = 0;
    for (struct token t = next(&z); t.what; t = next(&z)) {
        if (t.line < from)
            continue;
        if (t.what == '{')
            depth++;
        if (t.what == '}' && --depth <= 0)
            break;
        if (depth < 1 || t.what != 'a' || !is(&t, key) || !is_assigned(z))
            continue;
        if (depth == 1)
            return t.line;
        deeper = deeper ? deeper : t.line;
    }
    return deeper ? deeper : from;
}

int lrs_lex_item(const struct lrs_chunk *c, const char *key, int i)
{
    struct scanner z = scan(c);
    int depth = 0, list = 0; /* the depth of the list once it is found */
    int line = lrs_lex_field(c, 1, key);
    for (struct token t = next(&z); t.what; t = next(&z)) {
        depth += t.what == '{' ? 1 : t.what == '}' ? -1 : 0;
        if (!list && t.what == 'a' && t.line >= line && is(&t, key) && is_assigned(z))
            list = depth + 1;
        else if (list && depth < list && t.what == '}')
            break;
        else if (list && t.what == '{' && depth == list + 1 && i-- == 0)
            return t.line;
    }
    return line;
}

/* Does "name = value" stand in the brackets that open at AHEAD, as no Lua does? */
static bool has_keywords(struct scanner ahead)
{
    enum { FAR = 200 }; /* tokens: a text may consist of opening brackets */
    int depth = 0;
    char before = 0;
    struct token t = next(&ahead);
    for (int i = 0; i < FAR && t.what && !is(&t, "function"); i++, t = next(&ahead)) {
        depth += strchr("([{", t.what) ? 1 : strchr(")]}", t.what) ? -1 : 0;
        if (depth < 1)
            return false;
        if (t.what == 'a' && (before == '(' || before == ',') && is_assigned(ahead))
            return true;
        before = t.what;
    }
    return false;
}

/* Copies what TOKEN says in another language's words. */
static void add_translated(struct lrs_str *out, const struct token *t, const struct lrs_kind *kind)
{
    static const char *const words[][2] = {{"True", "true"}, {"False", "false"}, {"None", "nil"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(t, words[i][0])) {
            lrs_str_add(out, words[i][1]);
            return;
        }
    if (kind)
        lrs_str_add(out, kind->name);
    else
        lrs_str_addn(out, t->s, t->len);
}

/* The kind that T names, or NULL. */
static const struct lrs_kind *called_kind(const struct token *t)
{
    const struct lrs_kind *kind = NULL;
    char *word = lrs_strndup(t->s, t->len);
    bool known = lrs_kinds_part(word, &kind) >= 0;
    lrs_free(word);
    return known ? kind : NULL;
}

/* The call of KIND that stands before Z, in braces. */
static char *translate(struct scanner z, const struct lrs_kind *kind)
{
    enum { DEEP = 16, LONG = 200 };
    struct lrs_str out = {0};
    char closer[DEEP];
    int depth = 0;
    bool brace = true;
    const char *from = z.at;
    lrs_str_add(&out, kind->name);
    for (struct token t = next(&z); t.what && depth < DEEP && out.len < LONG; t = next(&z)) {
        if (t.s > from && out.s[out.len - 1] != '{')
            lrs_str_add(&out, " ");
        from = z.at;
        struct scanner ahead = z;
        kind = t.what == 'a' && next(&ahead).what == '(' ? called_kind(&t) : NULL;
        if (strchr("([{", t.what)) {
            closer[depth++] = t.what != '(' || brace ? '}' : ')';
            lrs_str_addn(&out, closer[depth - 1] == '}' ? "{" : "(", 1);
        } else if (strchr(")]}", t.what)) {
            lrs_str_addn(&out, &closer[--depth], 1);
        } else {
            add_translated(&out, &t, kind);
        }
        brace = kind != NULL;
        if (depth == 0)
            break;
    }
    return lrs_str_take(&out);
}

char *lrs_lex_call(const struct lrs_chunk *c, int *line)
{
    enum { CALLS = 1000 }; /* to look at */
    struct scanner z = scan(c);
    int calls = 0;
    for (struct token t = next(&z); t.what && calls < CALLS; t = next(&z)) {
        struct scanner ahead = z;
        if (t.what != 'a' || next(&ahead).what != '(')
            continue;
        calls++;
        const struct lrs_kind *kind = called_kind(&t);
        if (kind && has_keywords(z)) {
            *line = t.line;
            return translate(z, kind);
        }
    }
    return NULL;
}

/* From just behind the keyword "function" to behind its "end"; its last line, or 0. */
static int skip_function(struct scanner *z)
{
    static const char *const openers[] = {"function", "do", "if", "repeat"};
    int depth = 1;
    for (struct token t = next(z); t.what; t = next(z)) {
        if (t.what != 'a')
            continue;
        for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
            depth += is(&t, openers[i]);
        depth -= is(&t, "end") || is(&t, "until");
        if (depth == 0)
            return t.line;
    }
    return 0;
}

char *lrs_lex_function(const struct lrs_chunk *c, int from, int to, int which)
{
    struct scanner z = scan(c);
    for (struct token t = next(&z); t.what && t.line <= from; t = next(&z)) {
        if (t.line < from || !is(&t, "function"))
            continue;
        struct scanner body = z;
        while (body.at < body.end && *body.at != '(') /* a name, if it has one */
            advance(&body, 1);
        const char *begin = body.at;
        if (which-- > 0)
            continue;
        if (skip_function(&body) != to)
            return lrs_strdup("");
        return lrs_format("function%.*s", (int)(body.at - begin), begin);
    }
    return NULL;
}
