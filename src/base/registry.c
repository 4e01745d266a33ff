/* Registries: kinds found by name. */
#include "lrscope/spec.h"

#include <string.h>

int lrs_registry_count(const struct lrs_registry *reg)
{
    int n = 0;
    while (reg->kinds[n])
        n++;
    return n;
}

/* Is WORD one of the words of LIST, without regard to case? */
static bool has_alias(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = list; s && *s;) {
        size_t len = strcspn(s, " ");
        char alias[64];
        if (len == n && len < sizeof alias) {
            memcpy(alias, s, len);
            alias[len] = '\0';
            if (lrs_text_equal_nocase(alias, word))
                return true;
        }
        s += len;
        s += strspn(s, " ");
    }
    return false;
}

const struct lrs_kind *lrs_registry_find(const struct lrs_registry *reg, const char *word,
                                         struct lrs_err *err)
{
    struct lrs_nearest near = {.word = word};
    for (int i = 0; reg->kinds[i]; i++) {
        const struct lrs_kind *k = reg->kinds[i];
        if (lrs_text_equal_nocase(k->id, word) || lrs_text_equal_nocase(k->name, word) ||
            has_alias(k->aliases, word))
            return k;
        lrs_nearest_try(&near, k->name);
        lrs_nearest_try(&near, k->id);
    }
    lrs_fail(err, "there is no %s '%.60s'%s", reg->noun, word, lrs_nearest_hint(&near));
    if (near.best || !err)
        return NULL;
    struct lrs_str names = {0};
    for (int i = 0; reg->kinds[i]; i++)
        lrs_str_addf(&names, "%s%s", i ? ", " : "", reg->kinds[i]->name);
    lrs_fail(err, "%s; there are %s", err->msg, lrs_str_text(&names));
    lrs_str_clear(&names);
    return NULL;
}
