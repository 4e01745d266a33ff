/* NAdam: g += weight_decay p;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g g;
 * r = sqrt(v / (1 - beta2^t)) + eps;  p -= step_g g / r;  p -= step_m m / r. Slots 0, 1 are m, v. */
TARGET static void KERNEL(update)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate_g = (REAL)-s->step_g, rate_m = (REAL)-s->step_m, eps = (REAL)s->eps;
    const REAL keep1 = (REAL)s->keep1, fresh1 = (REAL)s->fresh1;
    const REAL keep2 = (REAL)s->keep2, fresh2 = (REAL)s->fresh2;
    const REAL correction2 = (REAL)s->correction2, decay = (REAL)s->weight_decay;
    const bool decays = s->weight_decay != 0;
    REAL *restrict m = slot[0], *restrict v = slot[1];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        m[i] = FMA(fresh1, g, m[i] * keep1);
        v[i] = FMA(fresh2 * g, g, v[i] * keep2);
        REAL root = ROOT(v[i] / correction2) + eps;
        REAL near = p[i] + rate_g * g / root;
        p[i] = near + rate_m * m[i] / root;
    }
}
