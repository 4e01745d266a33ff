/* Adadelta: g += weight_decay p;  v = rho v + (1 - rho) g g;  d = sqrt(u + eps) / sqrt(v + eps) g;
 * u = rho u + (1 - rho) d d;  p -= lr d. Slots 0 and 1 are v and u. */
TARGET static void KERNEL(update)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->lr, decay = (REAL)s->weight_decay, eps = (REAL)s->eps;
    const REAL rho = (REAL)s->rho, fresh = (REAL)s->fresh;
    const bool decays = s->weight_decay != 0;
    REAL *restrict v = slot[0], *restrict u = slot[1];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        v[i] = FMA(fresh * g, g, v[i] * rho);
        REAL d = ROOT(u[i] + eps) / ROOT(v[i] + eps) * g;
        u[i] = FMA(fresh * d, d, u[i] * rho);
        p[i] = FMA(rate, d, p[i]);
    }
}
