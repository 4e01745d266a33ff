/* Laws are written for all choices of their kinds. Where a choice is fixed, the lines that only another
 * one would reach are left out of the code that is carried home.
 *
 * What is understood is what the laws use: conditions joined by "and" of which some compare a choice
 * with a text, in if, elif and else, indented by four, and in "A if C else B" on a line of its own. */
#include <stdio.h>
#include <string.h>

#include "export_priv.h"

enum truth { NO, YES, OPEN };

enum { STEP = 4, DEPTH = 8, LINE = 160 };

/* What became of the if, elif or else that lines of one depth stand in. */
struct branch {
    bool dropped;   /* they are left out */
    bool unwrapped; /* they stand where the condition stood */
    bool decided;   /* no later branch is ever reached */
    bool written;   /* some branch was, with its condition */
};

/* Do LEN bytes at TEXT compare a choice of SPEC with a text, and is it so? */
static enum truth comparison(const struct lrs_spec *spec, const char *text, size_t len)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        size_t name = strlen(p->name);
        if (p->type != LRS_TYPE_CHOICE || len < name + 6 || strncmp(text, p->name, name) != 0)
            continue;
        bool same = !strncmp(text + name, " == \"", 5);
        if (!same && strncmp(text + name, " != \"", 5) != 0)
            continue;
        const char *word = p->choices[spec->at[i].choice].name;
        bool is = len == name + 6 + strlen(word) && !strncmp(text + name + 5, word, strlen(word));
        return is == same ? YES : NO;
    }
    return OPEN;
}

/* Of the condition in LEN bytes at TEXT; what of it stays open is left in REST. */
static enum truth condition(const struct lrs_spec *spec, const char *text, size_t len,
                            char rest[LINE])
{
    const char *end = text + len;
    rest[0] = '\0';
    while (text < end) {
        const char *joint = strstr(text, " and ");
        size_t part = (size_t)((joint && joint < end ? joint : end) - text);
        enum truth is = comparison(spec, text, part);
        if (is == NO)
            return NO;
        if (is == OPEN)
            snprintf(rest + strlen(rest), LINE - strlen(rest), "%s%.*s", *rest ? " and " : "",
                     (int)part, text);
        text += part + (text + part < end ? strlen(" and ") : 0);
    }
    return *rest ? OPEN : YES;
}

/* "A if C else B" behind "=" or "return": the value that it is. */
static void put_value(const struct lrs_spec *spec, const char *line, struct lrs_str *out)
{
    char rest[LINE];
    const char *c = strstr(line, " if "), *b = c ? strstr(c, " else ") : NULL;
    const char *a = strncmp(line, "return ", 7) ? strstr(line, " = ") : line + 4;
    enum truth is = a && b ? condition(spec, c + 4, (size_t)(b - c - 4), rest) : OPEN;
    if (is == OPEN)
        lrs_str_add(out, line);
    else if (is == YES)
        lrs_str_addn(out, line, (size_t)(c - line));
    else
        lrs_str_addf(out, "%.*s%s", (int)(a + 3 - line), line, b + 6);
    lrs_str_add(out, "\n");
}

/* The head of a branch; B is what became of the branches before it, if it is not the first. */
static void put_head(const struct lrs_spec *spec, const char *line, int indent, struct branch *b,
                     struct lrs_str *out)
{
    char rest[LINE] = "";
    const char *c = strchr(line, ' ');
    enum truth is = c ? condition(spec, c + 1, strlen(c + 1) - 1, rest) : YES;
    if (*line == 'i')
        *b = (struct branch){0};
    b->dropped = b->decided || is == NO;
    b->unwrapped = !b->dropped && is == YES && !b->written;
    b->decided |= is == YES;
    if (b->dropped || b->unwrapped)
        return;
    if (is == YES)
        lrs_str_addf(out, "%*selse:\n", indent, "");
    else
        lrs_str_addf(out, "%*s%s %s:\n", indent, "", b->written ? "elif" : "if", rest);
    b->written = true;
}

static bool is_head(const char *line)
{
    return !strncmp(line, "if ", 3) || !strncmp(line, "elif ", 5) || !strcmp(line, "else:");
}

void python_prune(const char *law, const struct lrs_spec *spec, struct lrs_str *out)
{
    struct branch at[DEPTH] = {{0}};
    bool over = false; /* a return that nothing stands before */
    for (const char *next; *law && !over; law = next) {
        char line[LINE];
        size_t len = strcspn(law, "\n"), blank = strspn(law, " ");
        int depth = (int)blank / STEP, indent = (int)blank;
        bool dropped = false;
        next = law + len + (law[len] == '\n');
        snprintf(line, sizeof line, "%.*s", (int)(len - blank), law + blank);
        for (int i = 0; i < depth; i++) {
            dropped |= at[i].dropped;
            indent -= at[i].unwrapped ? STEP : 0;
        }
        if (dropped)
            continue;
        if (is_head(line)) {
            put_head(spec, line, indent, &at[depth], out);
            continue;
        }
        at[depth] = (struct branch){0};
        lrs_str_addf(out, "%*s", indent, "");
        put_value(spec, line, out);
        over = indent == 0 && !strncmp(line, "return ", 7);
    }
}
