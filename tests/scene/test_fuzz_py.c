/* The fuzzer of test_fuzz.c for Python: training scripts with bytes and digits changed, pieces cut,
 * doubled, swapped between files, words of Python put in. Fixed seed, fixed number of rounds.
 * Whatever comes out ends with a spec that prints and reads back, or with one line. */
#include "mutants.h"

static const char *const files[] = {"script.py", "lambdas.py", "calls.py"};
enum { N_FILES = sizeof files / sizeof *files, ROUNDS = 6000 };

static const char *const words[] = {
    "(",         ")",
    "[",         "]",
    "{",         "}",
    ",",         "=",
    "==",        ":",
    ".",         ";",
    "\n",        "\\\n",
    "#",         "'",
    "\"",        "'''",
    "**",        "//",
    "%",         "-",
    "not ",      " and ",
    " or ",      " if ",
    " else ",    " for ",
    "lambda e:", "lambda ",
    "None",      "True",
    "1e300",     "0",
    "-1",        "1e",
    "0/0",       "x",
    "e",         "opt",
    "a",         "StepLR(",
    "LambdaLR(", "SGD(",
    "Adam(",     "SequentialLR([",
    "math.pi",   "max(",
    "gamma=",    "lr=",
    "*",         "epochs=",
    "\xff",      "((((((((",
    "[[[[[[[[",  "--------",
};
enum { N_WORDS = sizeof words / sizeof *words };

static struct text corpus[N_FILES];

static int read_corpus(void **state)
{
    for (int i = 0; i < N_FILES; i++)
        if (!read_text(&corpus[i], files[i]))
            return -1;
    return new_lua(state);
}

static void mutate(struct text *t, struct lrs_rng *rng)
{
    size_t at = lrs_rng_below(rng, t->n + 1), len = lrs_rng_below(rng, 60);
    const struct text *other = &corpus[lrs_rng_below(rng, N_FILES)];
    size_t from = lrs_rng_below(rng, other->n), most = other->n - from;
    const char *word = words[lrs_rng_below(rng, N_WORDS)];
    char byte = (char)(1 + lrs_rng_below(rng, 255));
    switch (lrs_rng_below(rng, 8)) {
    case 0:
        splice(t, at, 1, &byte, 1);
        break;
    case 1:
        splice(t, at, len, "", 0);
        break;
    case 2:
        splice(t, at, lrs_rng_below(rng, 2) ? len : 0, other->s + from, len < most ? len : most);
        break;
    case 3:
    case 4:
        splice(t, at, lrs_rng_below(rng, 2) ? strlen(word) : 0, word, strlen(word));
        break;
    default:
        change_digit(t, at, rng);
    }
}

/* A spec that is read must print as one that reads back the same. */
static void reads_back(struct lrs_lua *lua, enum lrs_part part, const struct lrs_spec *spec)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    lrs_spec_print(spec, true, &out);
    struct lrs_spec *again = lrs_lua_spec(lua, part, lrs_str_text(&out), "again", &err);
    if (!again || !lrs_spec_equal(again, spec))
        fail_msg("%s does not read back: %s", lrs_str_text(&out), err.msg);
    lrs_spec_free(again);
    lrs_str_clear(&out);
}

static bool one(struct lrs_lua *lua, const char *text)
{
    static const enum lrs_part parts[] = {LRS_SCHEDULE, LRS_OPTIMIZER};
    struct lrs_spec *spec[2];
    struct lrs_err err = {""};
    if (!lrs_python_is(text))
        return false;
    char *line = lrs_python_line(text);
    bool ok = lrs_python_specs(lua, text, &spec[0], &spec[1], &err);
    assert_true(strlen(line) <= 2 * strlen(text));
    if (!ok && (err.msg[0] == '\0' || strchr(err.msg, '\n')))
        fail_msg("message '%s' for\n%s", err.msg, text);
    for (int i = 0; ok && i < 2; i++) {
        if (spec[i])
            reads_back(lua, parts[i], spec[i]);
        lrs_spec_free(spec[i]);
    }
    lrs_free(line);
    return ok;
}

static void corpus_is_understood(void **state)
{
    for (int i = 0; i < N_FILES; i++)
        assert_true(one(*state, corpus[i].s));
}

static void mutants(void **state)
{
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 2026, "fuzz");
    static struct text t;
    int good = 0;
    for (int i = 0; i < ROUNDS; i++) {
        t = corpus[lrs_rng_below(&rng, N_FILES)];
        for (uint64_t k = 1 + lrs_rng_below(&rng, 5); k > 0; k--)
            mutate(&t, &rng);
        good += one(*state, t.s);
    }
    print_message("# %d of %d mutants are understood\n", good, ROUNDS);
    assert_true(good > ROUNDS / 100 && good < ROUNDS * 9 / 10);
}

/* Text that is made to hurt: deep, long, and names that stand for each other. Each ends with a
 * sentence, soon. */
static void hostile_texts_end(void **state)
{
    static const char *const opening[] = {"(",           "[",          "-",
                                          "not ",        "2**",        "lambda e: ",
                                          "max(",        "StepLR(o, ", "ChainedScheduler([",
                                          "1 if x else "};
    struct lrs_err err;
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        struct lrs_str text = {0};
        lrs_str_add(&text, "StepLR(o, gamma=");
        for (int k = 0; k < 5000; k++)
            lrs_str_add(&text, opening[i]);
        lrs_str_add(&text, "1)");
        err.msg[0] = '\0';
        assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, lrs_str_text(&text), "x", &err));
        assert_true(err.msg[0] != '\0');
        lrs_str_clear(&text);
    }
    struct lrs_str doubling = {0};
    lrs_str_add(&doubling, "a0 = 1\n");
    for (int k = 1; k < 60; k++)
        lrs_str_addf(&doubling, "a%d = a%d + a%d\n", k, k - 1, k - 1);
    lrs_str_add(&doubling, "StepLR(o, gamma=a59)");
    assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, lrs_str_text(&doubling), "x", &err));
    assert_non_null(strstr(err.msg, "nested too deeply"));
    lrs_str_clear(&doubling);
    lrs_str_add(&doubling, "a0 = 1\n");
    for (int k = 1; k < 9; k++)
        lrs_str_addf(&doubling, "a%d = max(a%d, a%d, a%d, a%d, a%d)\n", k, k - 1, k - 1, k - 1,
                     k - 1, k - 1);
    lrs_str_add(&doubling, "StepLR(o, gamma=a8)");
    assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, lrs_str_text(&doubling), "x", &err));
    assert_non_null(strstr(err.msg, "too much to read"));
    lrs_str_clear(&doubling);
    for (int k = 0; k < 70000; k++)
        lrs_str_add(&doubling, "f()\n");
    lrs_str_add(&doubling, "StepLR(o)");
    assert_null(lrs_lua_spec(*state, LRS_SCHEDULE, lrs_str_text(&doubling), "x", &err));
    assert_non_null(strstr(err.msg, "more than 64 KiB of Python"));
    lrs_str_clear(&doubling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_is_understood),
        cmocka_unit_test(mutants),
        cmocka_unit_test(hostile_texts_end),
    };
    return cmocka_run_group_tests(tests, read_corpus, free_lua) != 0;
}
