/* Timeline: copies of the block at earlier steps, dense near now and twice as thin with each
 * doubling of the distance, in memory that is set aside once. A step t = gap * 2^k * odd lies on
 * shelf k, which keeps the latest few; so a shelf's checkpoints reach as far back as they are apart,
 * and the older ones lie at steps with many factors of two, where series can be cut. */
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

enum { BUDGET = 24 << 20 }; /* bytes of a timeline */

static int shelves_for(int64_t steps, int64_t gap)
{
    int n = 0;
    while (n < SHELF_MAX && steps / gap >> n)
        n++;
    return n;
}

void timeline_init(struct timeline *t, size_t block, int64_t steps, int64_t gap)
{
    timeline_clear(t);
    t->block = block;
    t->gap = gap;
    t->room = SHELF_ROOM;
    t->shelves = shelves_for(steps, gap);
    while ((size_t)(t->shelves * t->room) * block > BUDGET && t->room > 1)
        t->room--;
    while ((size_t)(t->shelves * t->room) * block > BUDGET && t->shelves > 0) {
        t->gap *= 2;
        t->shelves--;
    }
    size_t n = (size_t)(t->shelves * t->room);
    t->base = LRS_ARRAY(unsigned char, block);
    t->at = LRS_ARRAY(int64_t, n);
    t->slots = LRS_ARRAY(unsigned char, n *block);
}

void timeline_clear(struct timeline *t)
{
    lrs_free(t->base);
    lrs_free(t->at);
    lrs_free(t->slots);
    *t = (struct timeline){0};
}

void timeline_start(struct timeline *t, int64_t step, const void *block)
{
    t->base_step = step;
    memcpy(t->base, block, t->block);
    for (int i = 0; i < t->shelves * t->room; i++)
        t->at[i] = -1;
}

void timeline_save(struct timeline *t, int64_t step, const void *block)
{
    if (t->shelves == 0 || step % t->gap != 0 || step <= t->base_step)
        return;
    int64_t unit = step / t->gap;
    int shelf = 0;
    while (shelf < t->shelves - 1 && (unit & 1) == 0) {
        unit >>= 1;
        shelf++;
    }
    int slot = shelf * t->room + (int)(unit / 2 % t->room);
    t->at[slot] = step;
    memcpy(t->slots + (size_t)slot * t->block, block, t->block);
}

const void *timeline_find(const struct timeline *t, int64_t step,
                          bool (*usable)(const void *arg, int64_t step), const void *arg,
                          int64_t *found)
{
    const void *best = NULL;
    if (t->base_step <= step && usable(arg, t->base_step)) {
        *found = t->base_step;
        best = t->base;
    }
    for (int i = 0; i < t->shelves * t->room; i++) {
        if (t->at[i] < 0 || t->at[i] > step || (best && t->at[i] <= *found))
            continue;
        if (usable(arg, t->at[i])) {
            *found = t->at[i];
            best = t->slots + (size_t)i * t->block;
        }
    }
    return best;
}

void timeline_cut(struct timeline *t, int64_t step)
{
    for (int i = 0; i < t->shelves * t->room; i++)
        if (t->at[i] > step)
            t->at[i] = -1;
}
