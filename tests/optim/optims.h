/* Shared by the tests of optim/: reads a spec as the reference files write it, and runs updates. */
#ifndef LRSCOPE_TESTS_OPTIMS_H
#define LRSCOPE_TESTS_OPTIMS_H

#include "check.h"

#include "lrscope/cpu.h"
#include "lrscope/mem.h"
#include "lrscope/optim.h"

/* A number, true, "text" or {number, number}; ends behind it. */
static inline struct lrs_value read_value(const char **at)
{
    struct lrs_value v = {.tag = LRS_BOOL, .flag = true};
    char *end;
    if (strncmp(*at, "true", 4) == 0) {
        *at += 4;
    } else if (**at == '"') {
        char word[32];
        size_t n = strcspn(*at + 1, "\"");
        snprintf(word, sizeof word, "%.*s", (int)n, *at + 1);
        *at += n + 2;
        v = lrs_value_text(word);
    } else if (**at == '{') {
        double list[8];
        size_t n = 0;
        do {
            list[n++] = strtod(*at + 1, &end);
            *at = end;
        } while (**at == ',');
        assert_int_equal(**at, '}');
        ++*at;
        v = lrs_value_reals(list, n);
    } else {
        v = lrs_value_real(strtod(*at, &end));
        assert_ptr_not_equal(*at, end);
        *at = end;
    }
    return v;
}

/* The kind that a spec's text begins with; NULL where none such is registered. */
static inline const struct lrs_kind *read_kind(const char *text)
{
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(text, "{\n"), text);
    return lrs_registry_find(&lrs_optimizers, word, NULL);
}

/* "SGD{lr=0.05, nesterov=true}" or "Adadelta". */
static inline struct lrs_spec *read_spec(const char *text)
{
    char word[64];
    struct lrs_err err = {0};
    const struct lrs_kind *kind = read_kind(text);
    if (!kind) {
        fail_msg("no such kind: %s", text);
        abort();
    }
    size_t n = strcspn(text, "{\n");
    struct lrs_spec *spec = lrs_spec_new(kind);
    const char *at = text + n;
    while (*at == '{' || *at == ',') {
        at += 1 + strspn(at + 1, " ");
        if (*at == '}')
            break;
        n = strcspn(at, "=");
        snprintf(word, sizeof word, "%.*s", (int)n, at);
        at += n + 1;
        int row = lrs_spec_row(kind, word, &err);
        if (row < 0 || !lrs_spec_set(spec, row, read_value(&at), &err))
            fail_msg("%s: %s", text, err.msg);
    }
    if (!lrs_spec_check(spec, &err))
        fail_msg("%s: %s", text, err.msg);
    return spec;
}

static inline struct lrs_update update_of(double lr)
{
    return (struct lrs_update){.lr = lr, .momentum = (double)NAN};
}

/* An optimizer of its spec with a fresh state. */
struct under_test {
    struct lrs_optimizer *o;
    void *state;
};

static inline struct under_test begin_test(const char *spec_text, size_t n, bool wide)
{
    struct lrs_spec *spec = read_spec(spec_text);
    struct under_test u = {.o = lrs_optimizer_new(spec, n, wide)};
    lrs_spec_free(spec); /* an optimizer keeps what it needs */
    u.state = lrs_alloc(1, lrs_optimizer_state_size(u.o));
    lrs_optimizer_start(u.o, u.state);
    return u;
}

static inline void end_test(struct under_test *u)
{
    lrs_optimizer_free(u->o);
    lrs_free(u->state);
}

/* Does this level fuse multiply and add, as PyTorch's kernels do? */
static inline bool level_fuses(enum lrs_level level)
{
#if defined __FP_FAST_FMA && defined __FP_FAST_FMAF
    (void)level;
    return true;
#else
    return level >= LRS_AVX2;
#endif
}

/* Calls TEST once for each level that this processor has. */
static inline void each_level(void (*test)(enum lrs_level level))
{
    for (enum lrs_level level = LRS_BASELINE; level < LRS_LEVELS; level++) {
        if (lrs_cpu_limit(level) == level)
            test(level);
    }
    lrs_cpu_limit(LRS_LEVELS);
}

#endif
