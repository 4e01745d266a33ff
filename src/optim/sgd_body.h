/* SGD: g += weight_decay p;  v = momentum v + (1 - dampening) g;  g = v, or g + momentum v;
 * p -= lr g. Slot 0 is v. */
TARGET static void KERNEL(outside)(const struct scalars *s, REAL *restrict p,
                                   const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->lr, decay = (REAL)s->weight_decay;
    const REAL momentum = (REAL)s->momentum, fresh = (REAL)s->fresh;
    const bool decays = s->weight_decay != 0, moves = s->momentum != 0;
    const bool first = s->first, nesterov = s->nesterov;
    REAL *restrict v = slot[0];
    for (size_t i = 0; i < n; i++) {
        REAL g = grad[i];
        if (decays)
            g = FMA(decay, p[i], g);
        if (moves) {
            v[i] = first ? g : FMA(fresh, g, v[i] * momentum);
            g = nesterov ? FMA(momentum, v[i], g) : v[i];
        }
        p[i] = FMA(rate, g, p[i]);
    }
}

/* The same with the rate inside: v = momentum v - lr (1 - dampening) g;  p += v, or
 * p += momentum v - lr g. Slot 0 is v. */
TARGET static void KERNEL(inside)(const struct scalars *s, REAL *restrict p,
                                  const REAL *restrict grad, REAL *const *slot, size_t n)
{
    const REAL rate = (REAL)-s->lr, decay = (REAL)s->weight_decay, momentum = (REAL)s->momentum;
    const REAL pull = s->first ? rate : (REAL)(-s->lr * s->fresh);
    const bool decays = s->weight_decay != 0, nesterov = s->nesterov;
    REAL *restrict v = slot[0];
    for (size_t i = 0; i < n; i++) {
        REAL g = decays ? FMA(decay, p[i], grad[i]) : grad[i];
        v[i] = FMA(pull, g, v[i] * momentum);
        p[i] += nesterov ? FMA(momentum, v[i], rate * g) : v[i];
    }
}

TARGET static void KERNEL(update)(const struct scalars *s, REAL *p, const REAL *grad,
                                  REAL *const *slot, size_t n)
{
    if (s->inside && s->momentum != 0)
        KERNEL(inside)(s, p, grad, slot, n);
    else
        KERNEL(outside)(s, p, grad, slot, n);
}
