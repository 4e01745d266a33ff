/* Text: the growing string, and the search for the name that somebody may have meant. */
#include "config.h"

#include "lrscope/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

/* Room for N more bytes and a NUL. */
static void reserve(struct lrs_str *str, size_t n)
{
    size_t need = str->len + n + 1;
    if (need <= str->cap)
        return;
    size_t cap = need > 2 * str->cap ? need : 2 * str->cap;
    cap = cap < 64 ? 64 : cap;
    str->s = lrs_resize(str->s, str->s ? str->len + 1 : 0, cap, 1);
    str->cap = cap;
}

void lrs_str_addn(struct lrs_str *str, const char *text, size_t n)
{
    reserve(str, n);
    if (n > 0)
        memcpy(str->s + str->len, text, n);
    str->len += n;
    str->s[str->len] = '\0';
}

void lrs_str_add(struct lrs_str *str, const char *text)
{
    lrs_str_addn(str, text, strlen(text));
}

void lrs_str_addf(struct lrs_str *str, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        LRS_BUG("a format that cannot be printed: %s", fmt);
    reserve(str, (size_t)n);
    vsnprintf(str->s + str->len, (size_t)n + 1, fmt, again);
    va_end(again);
    str->len += (size_t)n;
}

const char *lrs_str_text(const struct lrs_str *str)
{
    return str->s ? str->s : "";
}

char *lrs_str_take(struct lrs_str *str)
{
    char *s = str->s ? str->s : lrs_strdup("");
    *str = (struct lrs_str){0};
    return s;
}

void lrs_str_clear(struct lrs_str *str)
{
    lrs_free(str->s);
    *str = (struct lrs_str){0};
}

/* ASCII only: names are ASCII, and the locale must not matter. */
static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool lrs_text_equal_nocase(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return fold(*a) == fold(*b);
}

bool lrs_text_begins(const char *text, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!text[i] || fold(text[i]) != fold(word[i]))
            return false;
    return true;
}

bool lrs_text_contains(const char *text, const char *word, size_t n)
{
    for (; text && *text; text++)
        if (lrs_text_begins(text, word, n))
            return true;
    return false;
}

bool lrs_text_has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = list; s && *s && n > 0;) {
        size_t len = strcspn(s, " ");
        if (len == n && !memcmp(s, word, n))
            return true;
        s += len;
        s += strspn(s, " ");
    }
    return false;
}

enum { DISTANCE_MAX = 64 }; /* longer words are equal or far apart */

static int min3(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one
 * each (a swap is what a hurried hand does). Rows of the usual table, the last three kept. */
int lrs_text_distance(const char *a, const char *b, int limit)
{
    size_t na = strlen(a), nb = strlen(b);
    if (na >= DISTANCE_MAX || nb >= DISTANCE_MAX)
        return lrs_text_equal_nocase(a, b) ? 0 : limit + 1;
    int rows[3][DISTANCE_MAX + 1];
    for (size_t j = 0; j <= nb; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        int *now = rows[i % 3], *up = rows[(i + 2) % 3], *upup = rows[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            int differs = fold(a[i - 1]) != fold(b[j - 1]);
            now[j] = min3(up[j] + 1, now[j - 1] + 1, up[j - 1] + differs);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1]) && upup[j - 2] + 1 < now[j])
                now[j] = upup[j - 2] + 1;
        }
    }
    int d = rows[na % 3][nb];
    return d > limit ? limit + 1 : d;
}

/* How many letters A and B have in common from their start. */
static size_t common_start(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && fold(a[n]) == fold(b[n]))
        n++;
    return n;
}

static bool goes_before(const struct lrs_nearest *n, const char *name, size_t common)
{
    size_t of_best = common_start(n->word, n->best);
    return common != of_best ? common > of_best : strcmp(name, n->best) < 0;
}

/* A third of the letters may be wrong, at most three. A word that begins the other one (three letters
 * at least, and half of what was typed) is as near as two wrong letters. The last resort is a name that
 * begins alike (five letters, and half of the shorter one): the longer, the nearer. Of equals the one
 * that begins more alike, then the first in the alphabet, whatever order they come in. */
void lrs_nearest_try(struct lrs_nearest *n, const char *name)
{
    size_t len = strlen(n->word), name_len = strlen(name);
    size_t shorter = len < name_len ? len : name_len;
    int limit = shorter < 2 ? 0 : shorter < 4 ? 1 : shorter < 7 ? 2 : 3;
    int d = lrs_text_distance(n->word, name, limit);
    size_t common = common_start(n->word, name);
    bool begins = common == shorter && shorter >= 3 && 2 * name_len >= len;
    bool alike = common >= 5 && 2 * common >= shorter;
    if (begins && d > 2)
        d = 2;
    else if (alike && d > limit)
        d = 1000 - (int)common;
    else if (d > limit)
        return;
    if (!n->best || d < n->distance || (d == n->distance && goes_before(n, name, common))) {
        n->best = name;
        n->distance = d;
    }
}

const char *lrs_nearest_hint(const struct lrs_nearest *n)
{
    static _Thread_local char hint[128];
    hint[0] = '\0';
    if (n->best)
        snprintf(hint, sizeof hint, "; did you mean '%.96s'?", n->best);
    return hint;
}
