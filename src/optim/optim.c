/* A compiled optimizer and its state: one block of a head and a few vectors, each at a multiple of
 * 64 bytes, without a pointer in it, so that a checkpoint is a copy of bytes. */
#include "lrscope/optim.h"

#include <string.h>

#include "lrscope/mem.h"
#include "optim_priv.h"

enum { ALIGN = 64 };

static size_t round_up(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

static size_t slot_bytes(const struct lrs_optimizer *o)
{
    return round_up(o->n * (o->wide ? sizeof(double) : sizeof(float)));
}

/* Where slot I of a state begins. */
static size_t slot_offset(const struct lrs_optimizer *o, int i)
{
    return round_up(sizeof(struct lrs_optim_head)) + (size_t)i * slot_bytes(o);
}

static void *slot_at(const struct lrs_optimizer *o, void *state, int i)
{
    return (char *)state + slot_offset(o, i);
}

struct lrs_optimizer *lrs_optimizer_new(const struct lrs_spec *spec, size_t n, bool wide)
{
    struct lrs_optimizer *o = LRS_NEW(struct lrs_optimizer);
    o->spec = lrs_spec_copy(spec);
    o->class = (const struct lrs_optimizer_class *)spec->kind;
    o->cfg = lrs_alloc(1, spec->kind->size);
    o->n = n;
    o->wide = wide;
    lrs_spec_compile(o->spec, o->cfg);
    return o;
}

void lrs_optimizer_free(struct lrs_optimizer *o)
{
    if (!o)
        return;
    lrs_spec_free(o->spec);
    lrs_free(o->cfg);
    lrs_free(o);
}

size_t lrs_optimizer_state_size(const struct lrs_optimizer *o)
{
    return round_up(sizeof(struct lrs_optim_head)) + (size_t)o->class->slots * slot_bytes(o);
}

void lrs_optimizer_start(const struct lrs_optimizer *o, void *state)
{
    memset(state, 0, lrs_optimizer_state_size(o));
    if (o->wide && o->class->start64) {
        double *slot[OPTIM_SLOTS_MAX];
        for (int i = 0; i < o->class->slots; i++)
            slot[i] = slot_at(o, state, i);
        o->class->start64(o->cfg, slot, o->n);
    } else if (!o->wide && o->class->start32) {
        float *slot[OPTIM_SLOTS_MAX];
        for (int i = 0; i < o->class->slots; i++)
            slot[i] = slot_at(o, state, i);
        o->class->start32(o->cfg, slot, o->n);
    }
}

void lrs_optimizer_step(const struct lrs_optimizer *o, void *state, const struct lrs_update *u,
                        void *p, const void *g)
{
    struct lrs_optim_head *head = state;
    head->t++;
    if (o->wide) {
        double *slot[OPTIM_SLOTS_MAX];
        for (int i = 0; i < o->class->slots; i++)
            slot[i] = slot_at(o, state, i);
        o->class->step64(o->cfg, u, head, p, g, slot, o->n);
    } else {
        float *slot[OPTIM_SLOTS_MAX];
        for (int i = 0; i < o->class->slots; i++)
            slot[i] = slot_at(o, state, i);
        o->class->step32(o->cfg, u, head, p, g, slot, o->n);
    }
}

size_t lrs_optimizer_rates(const struct lrs_optimizer *o, const void *state,
                           const struct lrs_update *u, size_t max, double *rate)
{
    const struct lrs_optim_head *head = state;
    size_t m = o->n < max ? o->n : max;
    if (!o->class->rate || head->t == 0)
        return 0;
    for (size_t i = 0; i < m; i++) {
        double slot[OPTIM_SLOTS_MAX] = {0};
        size_t at = i * o->n / m;
        for (int k = 0; k < o->class->slots; k++) {
            const char *from = (const char *)state + slot_offset(o, k);
            slot[k] = o->wide ? ((const double *)(const void *)from)[at]
                              : (double)((const float *)(const void *)from)[at];
        }
        rate[i] = o->class->rate(o->cfg, u, head, slot);
    }
    return m;
}

double lrs_optimizer_lr(const struct lrs_spec *spec)
{
    return lrs_spec_get(spec, "lr")->real;
}
