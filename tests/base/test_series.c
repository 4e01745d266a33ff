/* The pyramid against a brute-force twin that keeps every sample. */
#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/rng.h"
#include "lrscope/series.h"

/* Samples that tell all: a few are NaN or infinite. */
static double *make_samples(size_t n, uint64_t seed)
{
    struct lrs_rng rng;
    lrs_rng_seed(&rng, seed, "test");
    double *y = LRS_ARRAY(double, n);
    for (size_t i = 0; i < n; i++) {
        uint64_t dice = lrs_rng_below(&rng, 50);
        y[i] = dice == 0 ? (double)NAN : dice == 1 ? (double)INFINITY : lrs_rng_normal(&rng);
    }
    return y;
}

/* What samples from..to-1 are. */
static struct lrs_bin slow_bin(const double *y, uint64_t from, uint64_t to)
{
    struct lrs_bin b = lrs_bin_empty();
    for (uint64_t i = from; i < to; i++)
        lrs_bin_add(&b, y[i]);
    return b;
}

static void assert_same(struct lrs_bin got, struct lrs_bin want)
{
    assert_true(got.lo == want.lo && got.hi == want.hi);
    assert_close(got.first, want.first, 0, 0);
    assert_close(got.last, want.last, 0, 0);
    assert_close(got.sum, want.sum, 1e-10, 1e-10);
    assert_int_equal(got.n, want.n);
    assert_int_equal(got.bad, want.bad);
}

static void bins(void **state)
{
    (void)state;
    struct lrs_bin b = lrs_bin_empty();
    assert_true(b.lo > b.hi && b.n == 0 && b.bad == 0 && isnan(b.first));
    lrs_bin_add(&b, (double)NAN);
    lrs_bin_add(&b, -(double)INFINITY);
    assert_true(b.lo > b.hi && b.n == 0 && b.bad == 2);
    struct lrs_bin later = lrs_bin_empty();
    lrs_bin_add(&later, 3);
    lrs_bin_add(&later, -1);
    lrs_bin_merge(&b, &later);
    assert_true(b.lo == -1 && b.hi == 3 && b.first == 3 && b.last == -1 && b.n == 2 && b.bad == 2);
    assert_close(lrs_bin_mean(&b), 1, 0, 0);
}

/* Any range of any length is what its samples are, to whole leaves. */
static void ranges_agree_with_brute_force(void **state)
{
    (void)state;
    enum { N = 3000 };
    double *y = make_samples(N, 1);
    static const uint64_t room[] = {0, 16, 64, 100, 1024, N, 1u << 20};
    for (size_t r = 0; r < sizeof room / sizeof *room; r++) {
        struct lrs_series s;
        lrs_series_init(&s, room[r]);
        struct lrs_rng rng;
        lrs_rng_seed(&rng, r, "ranges");
        for (size_t i = 0; i < N; i++) {
            lrs_series_append(&s, y[i]);
            uint64_t a = lrs_rng_below(&rng, i + 2), b = lrs_rng_below(&rng, i + 50);
            uint64_t from = a / s.stride * s.stride;
            uint64_t to = (b + s.stride - 1) / s.stride * s.stride;
            to = to > i + 1 ? i + 1 : to;
            assert_same(lrs_series_bin(&s, a, b), slow_bin(y, from, b > a ? to : from));
        }
        assert_int_equal(s.count, N);
        assert_true(room[r] < N || s.stride == 1);
        assert_same(lrs_series_bin(&s, 0, UINT64_MAX), slow_bin(y, 0, N));
        lrs_series_clear(&s);
        assert_int_equal(s.count, 0);
    }
    lrs_free(y);
}

/* One sample of a million stands out at every zoom that includes it, wherever it lies. */
static void a_spike_shows_at_every_zoom(void **state)
{
    (void)state;
    enum { N = 1000000 };
    static const uint64_t spikes[] = {0, 1, 65535, 65536, 131071, 131072, 777777, N - 1};
    for (size_t k = 0; k < sizeof spikes / sizeof *spikes; k++) {
        struct lrs_series s;
        lrs_series_init(&s, N);
        for (uint64_t i = 0; i < N; i++)
            lrs_series_append(&s, i == spikes[k] ? 1e6 : sin((double)i));
        assert_true(s.cap <= LRS_SERIES_CAP);
        for (int columns = 1; columns <= 640; columns = columns * 2 + 1) {
            struct lrs_bin out[640];
            lrs_series_columns(&s, 0, N, columns, out);
            int seen = 0;
            for (int i = 0; i < columns; i++) {
                seen += out[i].hi == 1e6;
                assert_true(out[i].lo < 1 && out[i].n > 0);
            }
            assert_in_range(seen, 1, 2); /* 2: a leaf may lie across two columns */
            assert_true(out[(uint64_t)columns * spikes[k] / N].hi == 1e6);
        }
        for (double width = 4; width < 2e6; width *= 3) {
            struct lrs_bin out[80];
            double from = (double)spikes[k] - width / 2;
            lrs_series_columns(&s, from, from + width, 80, out);
            int seen = 0;
            for (int i = 0; i < 80; i++)
                seen += out[i].hi == 1e6;
            assert_true(seen >= 1);
        }
        lrs_series_clear(&s);
    }
}

/* Columns as the header defines them, sample by sample. */
static struct lrs_bin slow_column(const double *y, uint64_t count, double from, double to, int n,
                                  int i)
{
    double a = from + (to - from) * i / n, b = from + (to - from) * (i + 1) / n;
    double inside = floor(a + (to - from) / n / 2);
    struct lrs_bin bin = lrs_bin_empty();
    for (uint64_t k = 0; k < count; k++) {
        double x = (double)k;
        if ((to - from) / n < 1 ? x == inside : x >= a && x < b)
            lrs_bin_add(&bin, y[k]);
    }
    return bin;
}

static void columns_agree_with_brute_force(void **state)
{
    (void)state;
    enum { N = 500 };
    double *y = make_samples(N, 2);
    struct lrs_series s;
    lrs_series_init(&s, N);
    for (size_t i = 0; i < N; i++)
        lrs_series_append(&s, y[i]);
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 9, "columns");
    for (int round = 0; round < 300; round++) {
        double from = lrs_rng_range(&rng, -100, 600), to = from + lrs_rng_range(&rng, 0.01, 900);
        if (round % 3 == 0) {
            from = floor(from);
            to = floor(to) + 1;
        }
        int n = 1 + (int)lrs_rng_below(&rng, 120);
        struct lrs_bin out[120];
        lrs_series_columns(&s, from, to, n, out);
        for (int i = 0; i < n; i++)
            assert_same(out[i], slow_column(y, N, from, to, n, i));
    }
    struct lrs_bin out[4];
    lrs_series_columns(&s, 10, 10, 4, out); /* nothing asked */
    assert_true(out[0].n + out[3].n == 0);
    lrs_series_columns(&s, (double)NAN, 10, 4, out);
    assert_true(out[0].n + out[3].n == 0);
    lrs_series_columns(&s, -1e300, 1e300, 4, out);
    assert_int_equal(out[0].n + out[0].bad + out[1].n + out[1].bad + out[2].n + out[2].bad +
                         out[3].n + out[3].bad,
                     N);
    lrs_series_clear(&s);
    lrs_free(y);
}

/* Cut and continued: as if the samples behind the cut had never been. */
static void truncation_is_exact(void **state)
{
    (void)state;
    enum { N = 4000 };
    double *y = make_samples(N, 3);
    for (uint64_t room = 16; room <= 4096; room *= 4) {
        struct lrs_rng rng;
        lrs_rng_seed(&rng, room, "cuts");
        struct lrs_series s;
        lrs_series_init(&s, room);
        uint64_t at = 0;
        for (int cut = 0; cut < 40; cut++) {
            uint64_t end = at + lrs_rng_below(&rng, N - at);
            for (; at < end; at++)
                lrs_series_append(&s, y[at]);
            uint64_t to = lrs_rng_below(&rng, at + 1) / s.stride * s.stride;
            lrs_series_truncate(&s, to);
            at = to;
            assert_int_equal(s.count, to);
            assert_same(lrs_series_bin(&s, 0, UINT64_MAX), slow_bin(y, 0, to));
            uint64_t a = lrs_rng_below(&rng, at + 1) / s.stride * s.stride;
            assert_same(lrs_series_bin(&s, a, at), slow_bin(y, a, at));
        }
        lrs_series_truncate(&s, at + 1000); /* nothing to forget */
        assert_int_equal(s.count, at);
        lrs_series_reset(&s);
        assert_true(s.count == 0 && s.stride == 1);
        lrs_series_append(&s, 5);
        assert_same(lrs_series_bin(&s, 0, 1), slow_bin((double[]){5}, 0, 1));
        lrs_series_clear(&s);
    }
    lrs_free(y);
}

static void copies_are_independent(void **state)
{
    (void)state;
    double *y = make_samples(300, 4);
    struct lrs_series a, b, none = {0};
    lrs_series_init(&a, 64);
    for (int i = 0; i < 200; i++)
        lrs_series_append(&a, y[i]);
    lrs_series_copy(&b, &a);
    for (int i = 200; i < 300; i++)
        lrs_series_append(&b, y[i]);
    lrs_series_truncate(&a, 0);
    assert_same(lrs_series_bin(&b, 0, 300), slow_bin(y, 0, 300));
    assert_same(lrs_series_bin(&a, 0, 300), lrs_bin_empty());
    lrs_series_clear(&a);
    lrs_series_clear(&b);
    lrs_series_copy(&b, &none);
    assert_true(b.cap == 0 && lrs_series_bin(&b, 0, 10).n == 0);
    lrs_free(y);
}

static void single_samples(void **state)
{
    (void)state;
    struct lrs_series s;
    lrs_series_init(&s, 16);
    assert_true(isnan(lrs_series_at(&s, 0)));
    for (int i = 0; i < 16; i++)
        lrs_series_append(&s, i);
    assert_true(lrs_series_at(&s, 7) == 7 && isnan(lrs_series_at(&s, 16)));
    lrs_series_append(&s, 16); /* now two samples a leaf */
    assert_int_equal(s.stride, 2);
    assert_true(lrs_series_at(&s, 6) == 7 && lrs_series_at(&s, 16) == 16);
    lrs_series_clear(&s);
}

/* However long it runs: the room it began with, and no allocation. */
static void memory_is_bounded(void **state)
{
    (void)state;
    struct lrs_series s;
    lrs_series_init(&s, UINT64_MAX);
    assert_int_equal(s.cap, LRS_SERIES_CAP);
    unsigned long before = lrs_mem_count();
    for (uint64_t i = 0; i < 3000000; i++)
        lrs_series_append(&s, (double)i);
    assert_int_equal(lrs_mem_count(), before);
    assert_int_equal(s.count, 3000000);
    struct lrs_bin all = lrs_series_bin(&s, 0, s.count);
    assert_true(all.lo == 0 && all.hi == 2999999 && all.n == 3000000);
    lrs_series_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bins),
        cmocka_unit_test(ranges_agree_with_brute_force),
        cmocka_unit_test(a_spike_shows_at_every_zoom),
        cmocka_unit_test(columns_agree_with_brute_force),
        cmocka_unit_test(truncation_is_exact),
        cmocka_unit_test(copies_are_independent),
        cmocka_unit_test(single_samples),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
