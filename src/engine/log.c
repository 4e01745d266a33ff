/* The command log: what was changed, and at which step, for replay. */
#include <stdio.h>
#include <string.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

void log_add(struct log *l, int run, int64_t step, const char *path, const char *text)
{
    if (l->n == l->room) {
        size_t room = l->room ? 2 * l->room : 16;
        l->at = lrs_resize(l->at, l->room, room, sizeof *l->at);
        l->room = room;
    }
    struct lrs_log_entry *entry = &l->at[l->n++];
    *entry = (struct lrs_log_entry){.run = run, .step = step};
    snprintf(entry->path, sizeof entry->path, "%s", path);
    snprintf(entry->text, sizeof entry->text, "%s", text);
}

void log_empty(struct log *l)
{
    l->n = 0;
}

void log_copy(struct log *to, const struct log *from)
{
    log_empty(to);
    for (size_t i = 0; i < from->n; i++)
        log_add(to, from->at[i].run, from->at[i].step, from->at[i].path, from->at[i].text);
}

void log_clear(struct log *l)
{
    lrs_free(l->at);
    *l = (struct log){0};
}

int lrs_engine_log(struct lrs_engine *e, int run, struct lrs_log_entry *out, int max)
{
    struct slot *s = engine_hold(e, run);
    if (!s)
        return 0;
    size_t n = s->log.n, wanted = n < (size_t)max ? n : (size_t)max;
    if (wanted > 0)
        memcpy(out, s->log.at + n - wanted, wanted * sizeof *out);
    engine_release(e, s);
    return (int)n;
}
