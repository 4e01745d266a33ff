/* Python code with an optimizer and a schedule in it, as people paste it: the statements that
 * matter, and names that stand for what other statements gave them. Loops, imports and everything
 * else are passed over; a schedule that nobody here knows is not. */
#include "py_priv.h"

#include <string.h>

#include "lrscope/mem.h"

/* "name = a.b.c(...)" and the like. */
struct statement {
    struct lrs_py_token name;          /* what is assigned to; len 0 = nothing */
    struct lrs_py_scan value;          /* where the value begins */
    struct lrs_py_token first, callee; /* "a" and "c"; len 0 where nothing is called */
    bool ours;                         /* the call has the form of our own language */
    const char *end;
};

/* What the text makes. */
struct survey {
    struct statement of[LRS_PARTS]; /* the last of each part; end is NULL where there is none */
    struct statement other;         /* the last call of anything else */
};

static struct lrs_py_token until(struct lrs_py_token first, const struct lrs_py_token *last)
{
    first.len = (size_t)(last->s + last->len - first.s);
    return first;
}

/* StepLR({...}), LambdaLR("t"), LambdaLR(function(t) ... end) */
static bool is_ours(struct lrs_py_scan z)
{
    lrs_py_next(&z);
    return lrs_py_is(&z, "{") || lrs_py_is(&z, "function") || z.t.what == LRS_PY_STRING;
}

/* Reads the statement at *Z and goes behind it; false at the end of the text. */
static bool next_statement(struct lrs_py_scan *z, struct statement *s)
{
    struct lrs_py_token last;
    *s = (struct statement){0};
    while (z->t.what == LRS_PY_NEWLINE)
        lrs_py_next(z);
    if (z->t.what == LRS_PY_END)
        return false;
    if (lrs_py_is(z, "return"))
        lrs_py_next(z);
    s->value = *z;
    if (z->t.what == LRS_PY_NAME) {
        struct lrs_py_scan ahead = *z;
        lrs_py_skip_dotted(&ahead, &last);
        if (lrs_py_is(&ahead, "=")) {
            s->name = until(z->t, &last);
            lrs_py_next(&ahead);
            *z = s->value = ahead;
        }
    }
    if (z->t.what == LRS_PY_NAME) {
        s->first = z->t;
        lrs_py_skip_dotted(z, &last);
        if (lrs_py_is(z, "(")) {
            s->callee = last;
            s->ours = is_ours(*z);
        }
    }
    while (z->t.what != LRS_PY_END && z->t.what != LRS_PY_NEWLINE)
        lrs_py_next(z);
    s->end = z->t.s;
    return true;
}

bool lrs_python_is(const char *text)
{
    struct statement s;
    struct lrs_py_scan z = lrs_py_begin(text, strlen(text));
    while (next_statement(&z, &s))
        if (s.callee.len > 0 && !s.ours)
            return true;
    return false;
}

static void add_name(struct lrs_py *p, const struct statement *s)
{
    if (p->n_names == LRS_PY_NAMES) {
        memmove(&p->name[0], &p->name[1], (LRS_PY_NAMES - 1) * sizeof p->name[0]);
        p->n_names--;
    }
    p->name[p->n_names].name = s->name;
    p->name[p->n_names].value = s->value;
    p->name[p->n_names].end = s->end;
    p->n_names++;
}

static bool ends(const char *word, const char *end)
{
    size_t n = strlen(word), len = strlen(end);
    return n >= len && strcmp(word + n - len, end) == 0;
}

/* Is what is called here certainly meant for a schedule or an optimizer? */
static bool is_meant(const struct statement *s, enum lrs_part *part)
{
    struct lrs_py_token all = until(s->first, &s->callee);
    char *path = lrs_strndup(all.s, all.len), *word = lrs_strndup(s->callee.s, s->callee.len);
    char *inner = lrs_format("optim.%s", word);
    bool schedule = ends(word, "LR") || ends(word, "Scheduler") || strstr(path, "lr_scheduler.");
    bool optimizer = ends(path, inner) && word[0] >= 'A' && word[0] <= 'Z';
    *part = schedule ? LRS_SCHEDULE : LRS_OPTIMIZER;
    lrs_free(path);
    lrs_free(word);
    lrs_free(inner);
    return schedule || optimizer;
}

/* "there is no schedule 'CosineLR'; did you mean ..." */
static bool refuse_callee(struct lrs_py *p, const struct statement *s, enum lrs_part part)
{
    char *word = lrs_strndup(s->callee.s, s->callee.len);
    if (lrs_registry_find(lrs_part_registry(part), word, p->err)) /* not under its exact name */
        lrs_fail(p->err, "there is no %s '%s'", lrs_part_registry(part)->noun, word);
    lrs_free(word);
    return lrs_chunk_fail(p->chunk, s->callee.line, "", p->err);
}

/* Finds the statements that make something, and the names. */
static bool look(struct lrs_py *p, struct survey *found)
{
    struct statement s;
    enum lrs_part part;
    struct lrs_py_scan z = lrs_py_begin(p->chunk->text, p->chunk->len);
    while (next_statement(&z, &s)) {
        if (s.name.len > 0)
            add_name(p, &s);
        if (s.callee.len == 0)
            continue;
        if (lrs_py_kind(&s.callee, &part))
            found->of[part] = s;
        else if (is_meant(&s, &part))
            return refuse_callee(p, &s, part);
        else
            found->other = s;
    }
    return true;
}

/* The spec that a statement makes, with nothing behind it. */
static struct lrs_spec *make(struct lrs_py *p, const struct statement *s, enum lrs_part part)
{
    struct lrs_py_value v = {0};
    struct lrs_spec *spec = NULL;
    strcpy(p->path, lrs_part_name(part));
    p->z = s->value;
    p->depth = 0;
    bool ok = lrs_py_expression(p, &v);
    if (ok && p->z.t.what != LRS_PY_END && p->z.t.what != LRS_PY_NEWLINE) {
        char rest[48];
        lrs_py_found(&p->z.t, rest);
        lrs_py_fail(p, "found %s behind the %s", rest, lrs_part_registry(part)->noun);
    } else if (ok && v.tag != LRS_PY_SPEC) {
        lrs_py_fail(p, "%.60s is no %s", v.text ? v.text : "this", lrs_part_registry(part)->noun);
    } else if (ok) {
        spec = v.spec;
        v.spec = NULL;
    }
    lrs_py_clear(&v);
    return spec;
}

static struct lrs_py begin(struct lrs_lua *lua, const struct lrs_chunk *c, struct lrs_err *err)
{
    return (struct lrs_py){.lua = lua, .chunk = c, .err = err};
}

static bool too_long(struct lrs_py *p)
{
    if (p->chunk->len <= LRS_PY_TEXT)
        return false;
    lrs_fail(p->err, "more than %d KiB of Python", LRS_PY_TEXT >> 10);
    lrs_chunk_fail(p->chunk, 0, "", p->err);
    return true;
}

struct lrs_spec *lrs_py_spec(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                             struct lrs_err *err)
{
    struct survey found = {0};
    enum lrs_part other = part == LRS_SCHEDULE ? LRS_OPTIMIZER : LRS_SCHEDULE;
    struct lrs_py p = begin(lua, c, err);
    if (too_long(&p) || !look(&p, &found))
        return NULL;
    if (found.of[part].end)
        return make(&p, &found.of[part], part);
    if (!found.of[other].end)
        refuse_callee(&p, &found.other, part);
    else {
        lrs_fail(err, "found %.*s, expected %s %s", (int)found.of[other].callee.len,
                 found.of[other].callee.s, part == LRS_OPTIMIZER ? "an" : "a",
                 lrs_part_registry(part)->noun);
        lrs_chunk_fail(c, found.of[other].callee.line, "", err);
    }
    return NULL;
}

bool lrs_python_specs(struct lrs_lua *lua, const char *text, struct lrs_spec **schedule,
                      struct lrs_spec **optimizer, struct lrs_err *err)
{
    struct lrs_chunk c = {text, strlen(text), NULL, false};
    struct survey found = {0};
    struct lrs_py p = begin(lua, &c, err);
    *schedule = *optimizer = NULL;
    if (too_long(&p) || !look(&p, &found))
        return false;
    bool any = found.of[LRS_SCHEDULE].end || found.of[LRS_OPTIMIZER].end;
    if (!any)
        return refuse_callee(&p, &found.other, LRS_SCHEDULE);
    if (found.of[LRS_OPTIMIZER].end &&
        !(*optimizer = make(&p, &found.of[LRS_OPTIMIZER], LRS_OPTIMIZER)))
        return false;
    if (!found.of[LRS_SCHEDULE].end ||
        (*schedule = make(&p, &found.of[LRS_SCHEDULE], LRS_SCHEDULE)))
        return true;
    lrs_spec_free(*optimizer);
    *optimizer = NULL;
    return false;
}

char *lrs_python_line(const char *text)
{
    struct lrs_str out = {0};
    const char *end = NULL; /* of the token before */
    struct lrs_py_scan z = lrs_py_begin(text, strlen(text));
    for (; z.t.what != LRS_PY_END; lrs_py_next(&z)) {
        if (z.t.what == LRS_PY_NEWLINE) {
            if (out.len > 0 && out.s[out.len - 1] != ';')
                lrs_str_add(&out, ";");
            continue;
        }
        bool blank = end && z.t.s > end && strchr(" \t\n;\\#", *end);
        bool tight = out.len > 0 && strchr("([{", out.s[out.len - 1]);
        if (blank && !tight && !lrs_py_is(&z, ")") && !lrs_py_is(&z, "]"))
            lrs_str_add(&out, " ");
        lrs_str_addn(&out, z.t.s, z.t.len);
        end = z.t.s + z.t.len;
    }
    while (out.len > 0 && out.s[out.len - 1] == ';')
        out.s[--out.len] = '\0';
    return lrs_str_take(&out);
}
