/* Lion: p *= 1 - lr weight_decay;  p -= lr sign(beta1 m + (1 - beta1) g);
 * m = beta2 m + (1 - beta2) g. Slot 0 is m. The sign of 0 is 0. */
TARGET static void KERNEL(update)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->lr, shrink = (REAL)s->shrink;
    const REAL keep1 = (REAL)s->keep1, fresh1 = (REAL)s->fresh1;
    const REAL keep2 = (REAL)s->keep2, fresh2 = (REAL)s->fresh2;
    REAL *restrict m = slot[0];
    for (size_t i = 0; i < n; i++) {
        REAL g = grad[i], way = FMA(fresh1, g, m[i] * keep1);
        REAL sign = (REAL)((way > 0) - (way < 0));
        p[i] = FMA(rate, sign, p[i] * shrink);
        m[i] = FMA(fresh2, g, m[i] * keep2);
    }
}
