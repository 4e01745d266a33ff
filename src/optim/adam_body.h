/* Adam and AdamW: p *= shrink (AdamW);  g += penalty p (Adam);  m = beta1 m + (1 - beta1) g;
 * v = beta2 v + (1 - beta2) g g;  p -= step m / (sqrt(v) / sqrt(1 - beta2^t) + eps), with the
 * largest v so far where amsgrad. Slots 0 to 2 are m, v and that largest v. */
TARGET INLINED void KERNEL(loop)(const struct scalars *s, REAL *restrict p,
                                 const REAL *restrict grad, REAL *const *slot, size_t n,
                                 const bool amsgrad)
{
    const REAL rate = (REAL)-s->step, eps = (REAL)s->eps, correction = (REAL)s->root_correction2;
    const REAL keep1 = (REAL)s->keep1, fresh1 = (REAL)s->fresh1;
    const REAL keep2 = (REAL)s->keep2, fresh2 = (REAL)s->fresh2;
    const REAL penalty = (REAL)s->penalty, shrink = (REAL)s->shrink;
    const bool punishes = s->penalty != 0;
    REAL *restrict m = slot[0], *restrict v = slot[1], *restrict top = slot[2];
    for (size_t i = 0; i < n; i++) {
        REAL weight = p[i] * shrink;
        REAL g = punishes ? FMA(penalty, weight, grad[i]) : grad[i];
        m[i] = FMA(fresh1, g, m[i] * keep1);
        v[i] = FMA(fresh2 * g, g, v[i] * keep2);
        REAL square = v[i];
        if (amsgrad)
            top[i] = square = top[i] > square ? top[i] : square;
        p[i] = weight + rate * m[i] / (ROOT(square) / correction + eps);
    }
}

TARGET static void KERNEL(update)(const struct scalars *s, REAL *p, const REAL *grad,
                                  REAL *const *slot, size_t n)
{
    if (s->amsgrad)
        KERNEL(loop)(s, p, grad, slot, n, true);
    else
        KERNEL(loop)(s, p, grad, slot, n, false);
}
