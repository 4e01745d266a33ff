/* A small mutation fuzzer over the corpus: bytes and digits changed, pieces cut, doubled, swapped
 * between files, words of the language put in. Fixed seed, fixed number of rounds. Whatever comes out, the
 * loader ends with a scene that prints and reads back, or with one line. */
#include "mutants.h"

static const char *const files[] = {"all.lua",    "function.lua", "lesson.lua",
                                    "nested.lua", "plain.lua",    "strange.lua"};
enum { N_FILES = sizeof files / sizeof *files, ROUNDS = 4000 };

static const char *const words[] = {
    "{",
    "}",
    "{}",
    "(",
    ")",
    "=",
    "==",
    ",",
    "..",
    "nil",
    "0",
    "-1",
    "1e300",
    "0/0",
    "1/0",
    "2^63",
    "'",
    "\"",
    "[[",
    "]]",
    "--",
    "--[[",
    "\n",
    "\\",
    "\xff",
    "function",
    "end",
    "return",
    "local ",
    "StepLR",
    "LambdaLR{",
    "SequentialLR{",
    "spirals",
    "mlp",
    "math.",
    "string.rep('x', 1e9)",
    "goto a ",
    "::a::",
    "while true do end",
    "#",
    "%",
    "^",
    "t",
    "T",
    "lr",
    "gamma",
    "milestones",
    "train",
    "...",
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
    size_t at = lrs_rng_below(rng, t->n + 1), len = lrs_rng_below(rng, 40);
    const struct text *other = &corpus[lrs_rng_below(rng, N_FILES)];
    size_t from = lrs_rng_below(rng, other->n), most = other->n - from;
    const char *word = words[lrs_rng_below(rng, N_WORDS)];
    char byte = (char)(1 + lrs_rng_below(rng, 255));
    switch (lrs_rng_below(rng, 10)) {
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

/* A scene that loads must print as specs that read back the same. */
static void reads_back(struct lrs_lua *lua, const struct lrs_scene *s, const char *text)
{
    for (int i = 0; i < LRS_TRAIN; i++) {
        struct lrs_err err = {""};
        struct lrs_str out = {0};
        lrs_spec_print(s->exp->part[i], true, &out);
        bool opaque = strstr(lrs_str_text(&out), "<function"); /* uses the file's locals */
        struct lrs_spec *again =
            opaque ? NULL : lrs_lua_spec(lua, (enum lrs_part)i, lrs_str_text(&out), "again", &err);
        if (!opaque && (!again || !lrs_spec_equal(again, s->exp->part[i])))
            fail_msg("%s does not read back (%s):\n%s", lrs_str_text(&out), err.msg, text);
        lrs_spec_free(again);
        lrs_str_clear(&out);
    }
}

static bool one(struct lrs_lua *lua, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_scene *s = lrs_scene_from_text(lua, text, "fuzz.lua", &err);
    if (s)
        reads_back(lua, s, text);
    else if (strncmp(err.msg, "fuzz.lua", 8) != 0 || strchr(err.msg, '\n'))
        fail_msg("message '%s' for\n%s", err.msg, text);
    lrs_scene_free(s);
    return s != NULL;
}

static void corpus_loads(void **state)
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
        for (uint64_t k = 1 + lrs_rng_below(&rng, 4); k > 0; k--)
            mutate(&t, &rng);
        good += one(*state, t.s);
    }
    print_message("# %d of %d mutants are scenes\n", good, ROUNDS);
    assert_true(good > ROUNDS / 100 && good < ROUNDS * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus_loads),
        cmocka_unit_test(mutants),
    };
    return cmocka_run_group_tests(tests, read_corpus, free_lua) != 0;
}
