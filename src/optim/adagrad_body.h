/* Adagrad: g += weight_decay p;  sum += g g;  p -= lr g / (sqrt(sum) + eps). Slot 0 is sum. */
TARGET static void KERNEL(update)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->lr, decay = (REAL)s->weight_decay, eps = (REAL)s->eps;
    const bool decays = s->weight_decay != 0;
    REAL *restrict sum = slot[0];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        sum[i] = FMA(g, g, sum[i]);
        p[i] += rate * g / (ROOT(sum[i]) + eps);
    }
}
