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

/* Slot I of a state. */
static void *slot_at(const struct lrs_optimizer *o, void *state, int i)
{
    return (char *)state + round_up(sizeof(struct lrs_optim_head)) + (size_t)i * slot_bytes(o);
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

double lrs_optimizer_lr(const struct lrs_spec *spec)
{
    return lrs_spec_get(spec, "lr")->real;
}
