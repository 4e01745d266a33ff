/* RMSprop: g += weight_decay p;  v = alpha v + (1 - alpha) g g;  m = alpha m + (1 - alpha) g;
 * a = sqrt(v), or sqrt(v - m m) where centred;  b = momentum b + g / (a + eps);  p -= lr b.
 * Slots 0 to 2 are v, m and b. A difference v - m m below zero gives NaN, as in PyTorch. */
TARGET INLINED void KERNEL(loop)(const struct scalars *s, REAL *restrict p,
                                 const REAL *restrict grad, REAL *const *slot, size_t n,
                                 const bool centered, const bool moves)
{
    const REAL rate = (REAL)-s->lr, decay = (REAL)s->weight_decay, eps = (REAL)s->eps;
    const REAL alpha = (REAL)s->alpha, fresh = (REAL)s->fresh, momentum = (REAL)s->momentum;
    const bool decays = s->weight_decay != 0;
    REAL *restrict v = slot[0], *restrict m = slot[1], *restrict b = slot[2];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        v[i] = FMA(fresh * g, g, v[i] * alpha);
        REAL square = v[i];
        if (centered) {
            m[i] = FMA(fresh, g, m[i] * alpha);
            square = FMA(-m[i], m[i], square);
        }
        REAL root = ROOT(square) + eps;
        if (moves) {
            b[i] = b[i] * momentum + g / root;
            p[i] = FMA(rate, b[i], p[i]);
        } else {
            p[i] += rate * g / root;
        }
    }
}

TARGET static void KERNEL(update)(const struct scalars *s, REAL *p, const REAL *grad,
                                  REAL *const *slot, size_t n)
{
    if (s->centered && s->momentum > 0)
        KERNEL(loop)(s, p, grad, slot, n, true, true);
    else if (s->centered)
        KERNEL(loop)(s, p, grad, slot, n, true, false);
    else if (s->momentum > 0)
        KERNEL(loop)(s, p, grad, slot, n, false, true);
    else
        KERNEL(loop)(s, p, grad, slot, n, false, false);
}
