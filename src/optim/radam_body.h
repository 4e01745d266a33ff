/* RAdam: g += weight_decay p;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g g;
 * d = lr m / (1 - beta1^t), while v is known too little;  then
 * d = d (1 / (sqrt(v) + eps) sqrt(1 - beta2^t)) rect;  p -= d. Slots 0, 1 are m, v. */
TARGET INLINED void KERNEL(loop)(const struct scalars *s, REAL *restrict p,
                                 const REAL *restrict grad, REAL *const *slot, size_t n,
                                 const bool rectified)
{
    const REAL rate = (REAL)s->lr, eps = (REAL)s->eps, decay = (REAL)s->weight_decay;
    const REAL keep1 = (REAL)s->keep1, fresh1 = (REAL)s->fresh1;
    const REAL keep2 = (REAL)s->keep2, fresh2 = (REAL)s->fresh2;
    const REAL correction1 = (REAL)s->correction1, rect = (REAL)s->rect;
    const REAL root_correction2 = (REAL)s->root_correction2;
    const bool decays = s->weight_decay != 0;
    REAL *restrict m = slot[0], *restrict v = slot[1];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        m[i] = FMA(fresh1, g, m[i] * keep1);
        v[i] = FMA(fresh2 * g, g, v[i] * keep2);
        REAL step = m[i] / correction1 * rate;
        if (rectified)
            step = step * (1 / (ROOT(v[i]) + eps) * root_correction2) * rect;
        p[i] -= step;
    }
}

TARGET static void KERNEL(update)(const struct scalars *s, REAL *p, const REAL *grad,
                                  REAL *const *slot, size_t n)
{
    if (s->rectified)
        KERNEL(loop)(s, p, grad, slot, n, true);
    else
        KERNEL(loop)(s, p, grad, slot, n, false);
}
