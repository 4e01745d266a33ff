/* The kernel of our own products, once for each processor level. The including file sets LEVEL(f),
 * TARGET and
 *   VEC                   a vector of LANES floats,
 *   LOAD(p), STORE(p, v)  from and to memory of any alignment,
 *   LOAD_PART(p, n), STORE_PART(p, v, n)   the first N lanes alone (others load as 0),
 *   SPLAT(x)              X in every lane,
 *   MULADD(a, b, c)       a b + c, fused where the level has that,
 *   LANE_SUM(v)           the sum of all lanes,
 *   WIDE                  vectors in a row of the largest tile: 4 or 2.
 *
 * A tile of C, up to 6 rows by WIDE vectors, stays in registers while the sum runs over k: per step
 * one load of a row of B, one broadcast of each entry of A. The accumulators have names, because
 * compilers keep an array of them in memory. */

/* A row of a tile. */
struct LEVEL(line) {
    VEC v0, v1, v2, v3;
};

/* PART: how many lanes of a single vector there are; 0 = all. */
TARGET INLINED struct LEVEL(line) LEVEL(load_line)(const float *p, const int vecs, int part)
{
    struct LEVEL(line) line = {.v0 = part ? LOAD_PART(p, part) : LOAD(p)};
    if (vecs > 1)
        line.v1 = LOAD(p + LANES);
    if (vecs > 2) {
        line.v2 = LOAD(p + 2 * LANES);
        line.v3 = LOAD(p + 3 * LANES);
    }
    return line;
}

/* C += a B for a row. */
TARGET INLINED void LEVEL(add_line)(struct LEVEL(line) * c, float a, const struct LEVEL(line) * b,
                                    const int vecs)
{
    const VEC x = SPLAT(a);
    c->v0 = MULADD(x, b->v0, c->v0);
    if (vecs > 1)
        c->v1 = MULADD(x, b->v1, c->v1);
    if (vecs > 2) {
        c->v2 = MULADD(x, b->v2, c->v2);
        c->v3 = MULADD(x, b->v3, c->v3);
    }
}

TARGET INLINED void LEVEL(store_line)(float *p, const struct LEVEL(line) * line, const int vecs,
                                      int part)
{
    if (part) {
        STORE_PART(p, line->v0, part);
        return;
    }
    STORE(p, line->v0);
    if (vecs > 1)
        STORE(p + LANES, line->v1);
    if (vecs > 2) {
        STORE(p + 2 * LANES, line->v2);
        STORE(p + 3 * LANES, line->v3);
    }
}

/* The tile with its corner at row I and column J. ROWS and VECS are constants: what they switch off
 * is not there. */
TARGET INLINED void LEVEL(tile)(const struct lrs_product *q, int i, int j, const int rows,
                                const int vecs, int part)
{
    const ptrdiff_t a_row = q->a_row;
    const float *a = q->a + i * a_row, *b = q->b + j;
    float *c = q->c + i * q->c_row + j;
    struct LEVEL(line) c0 = {0}, c1 = {0}, c2 = {0}, c3 = {0}, c4 = {0}, c5 = {0};
    if (q->add) {
        c0 = LEVEL(load_line)(c, vecs, part);
        if (rows > 1)
            c1 = LEVEL(load_line)(c + q->c_row, vecs, part);
        if (rows > 2)
            c2 = LEVEL(load_line)(c + 2 * q->c_row, vecs, part);
        if (rows > 3)
            c3 = LEVEL(load_line)(c + 3 * q->c_row, vecs, part);
        if (rows > 4) {
            c4 = LEVEL(load_line)(c + 4 * q->c_row, vecs, part);
            c5 = LEVEL(load_line)(c + 5 * q->c_row, vecs, part);
        }
    }
    for (int p = 0; p < q->k; p++, a += q->a_col, b += q->b_row) {
        const struct LEVEL(line) line = LEVEL(load_line)(b, vecs, part);
        LEVEL(add_line)(&c0, a[0], &line, vecs);
        if (rows > 1)
            LEVEL(add_line)(&c1, a[a_row], &line, vecs);
        if (rows > 2)
            LEVEL(add_line)(&c2, a[2 * a_row], &line, vecs);
        if (rows > 3)
            LEVEL(add_line)(&c3, a[3 * a_row], &line, vecs);
        if (rows > 4) {
            LEVEL(add_line)(&c4, a[4 * a_row], &line, vecs);
            LEVEL(add_line)(&c5, a[5 * a_row], &line, vecs);
        }
    }
    LEVEL(store_line)(c, &c0, vecs, part);
    if (rows > 1)
        LEVEL(store_line)(c + q->c_row, &c1, vecs, part);
    if (rows > 2)
        LEVEL(store_line)(c + 2 * q->c_row, &c2, vecs, part);
    if (rows > 3)
        LEVEL(store_line)(c + 3 * q->c_row, &c3, vecs, part);
    if (rows > 4) {
        LEVEL(store_line)(c + 4 * q->c_row, &c4, vecs, part);
        LEVEL(store_line)(c + 5 * q->c_row, &c5, vecs, part);
    }
}

/* All rows of a panel of VECS vectors at column J: sixes, then what is left. */
TARGET INLINED void LEVEL(panel)(const struct lrs_product *q, int j, const int vecs, int part)
{
    int i = 0;
    for (; q->m - i >= 6; i += 6)
        LEVEL(tile)(q, i, j, 6, vecs, part);
    int left = q->m - i;
    if (left >= 4) {
        LEVEL(tile)(q, i, j, 4, vecs, part);
        i += 4;
        left -= 4;
    }
    if (left == 3)
        LEVEL(tile)(q, i, j, 3, vecs, part);
    else if (left == 2)
        LEVEL(tile)(q, i, j, 2, vecs, part);
    else if (left == 1)
        LEVEL(tile)(q, i, j, 1, vecs, part);
}

TARGET static void LEVEL(product)(const struct lrs_product *q)
{
    int j = 0;
    for (; WIDE == 4 && q->n - j >= 4 * LANES; j += 4 * LANES)
        LEVEL(panel)(q, j, 4, 0);
    for (; q->n - j >= 2 * LANES; j += 2 * LANES)
        LEVEL(panel)(q, j, 2, 0);
    for (; q->n - j >= LANES; j += LANES)
        LEVEL(panel)(q, j, 1, 0);
    if (j < q->n)
        LEVEL(panel)(q, j, 1, q->n - j);
}

/* C of N columns, 1 to DOTS_MAX, a constant, as dot products along k: TURNED is B^T [n x k], and rows
 * of A have no gaps. */
TARGET INLINED void LEVEL(dot_rows)(const struct lrs_product *q, const float *turned, const int n)
{
    const int k = q->k;
    for (int i = 0; i < q->m; i++) {
        const float *a = q->a + i * q->a_row;
        float *c = q->c + i * q->c_row;
        struct LEVEL(line) sum = {0};
        for (int p = 0; p < k; p += LANES) {
            const int part = k - p < LANES ? k - p : 0;
            const VEC x = part ? LOAD_PART(a + p, part) : LOAD(a + p);
#define DOT_STEP(v, j)                                                                             \
    sum.v = MULADD(x, part ? LOAD_PART(turned + (j)*k + p, part) : LOAD(turned + (j)*k + p), sum.v)
            DOT_STEP(v0, 0);
            if (n > 1)
                DOT_STEP(v1, 1);
            if (n > 2)
                DOT_STEP(v2, 2);
            if (n > 3)
                DOT_STEP(v3, 3);
#undef DOT_STEP
        }
        c[0] = LANE_SUM(sum.v0) + (q->add ? c[0] : 0);
        if (n > 1)
            c[1] = LANE_SUM(sum.v1) + (q->add ? c[1] : 0);
        if (n > 2)
            c[2] = LANE_SUM(sum.v2) + (q->add ? c[2] : 0);
        if (n > 3)
            c[3] = LANE_SUM(sum.v3) + (q->add ? c[3] : 0);
    }
}

TARGET static void LEVEL(dots)(const struct lrs_product *q, const float *turned)
{
    if (q->n == 1)
        LEVEL(dot_rows)(q, turned, 1);
    else if (q->n == 2)
        LEVEL(dot_rows)(q, turned, 2);
    else if (q->n == 3)
        LEVEL(dot_rows)(q, turned, 3);
    else
        LEVEL(dot_rows)(q, turned, 4);
}

/* Ready for the next level. */
#undef LEVEL
#undef TARGET
#undef LANES
#undef WIDE
#undef VEC
#undef LOAD
#undef STORE
#undef LOAD_PART
#undef STORE_PART
#undef SPLAT
#undef MULADD
#undef LANE_SUM
