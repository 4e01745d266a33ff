/* Landscapes, compiled for a run; and what every two-dimensional one does alike. */
#include "problem_priv.h"

#include "lrscope/mem.h"

struct lrs_surface *lrs_surface_new(const struct lrs_spec *spec)
{
    const struct lrs_problem_class *class = lrs_problem_class(spec);
    if (class->form != LRS_LANDSCAPE)
        LRS_BUG("%s is no landscape", class->kind.name);
    struct lrs_surface *s = LRS_NEW(struct lrs_surface);
    s->class = class;
    s->cfg = lrs_alloc(1, class->kind.size);
    s->spec = lrs_spec_copy(spec);
    lrs_spec_compile(s->spec, s->cfg);
    if (class->prepare)
        class->prepare(s->cfg);
    class->describe(s->cfg, &s->about);
    return s;
}

void lrs_surface_free(struct lrs_surface *s)
{
    if (!s)
        return;
    lrs_free(s->cfg);
    lrs_spec_free(s->spec);
    lrs_free(s);
}

void lrs_hill_start(const void *cfg, struct lrs_rng *rng, double *x)
{
    const struct lrs_hill *hill = cfg;
    for (int i = 0; i < 2; i++)
        x[i] = hill->start.at[i] + hill->spread * lrs_rng_normal(rng);
}

double lrs_hill_noise(const void *cfg, int i)
{
    const struct lrs_hill *hill = cfg;
    (void)i;
    return hill->noise;
}
