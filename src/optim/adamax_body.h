/* Adamax: g += weight_decay p;  m = beta1 m + (1 - beta1) g;  u = max(beta2 u, |g| + eps);
 * p -= step m / u. Slots 0, 1 are m, u. */
TARGET static void KERNEL(update)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->step, eps = (REAL)s->eps, decay = (REAL)s->weight_decay;
    const REAL keep1 = (REAL)s->keep1, fresh1 = (REAL)s->fresh1, keep2 = (REAL)s->keep2;
    const bool decays = s->weight_decay != 0;
    REAL *restrict m = slot[0], *restrict u = slot[1];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        m[i] = FMA(fresh1, g, m[i] * keep1);
        REAL size = (g < 0 ? -g : g) + eps, faded = u[i] * keep2;
        u[i] = faded > size ? faded : size;
        p[i] += rate * m[i] / u[i];
    }
}
