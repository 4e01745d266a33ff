/* Specs from text: every kind of every registry reads back what it prints, under all of its names;
 * the reference curves' and updates' own spec lines are understood. */
#include "scenes.h"

#include <ctype.h>
#include <dirent.h>

static const enum lrs_part parts[] = {LRS_PROBLEM, LRS_MODEL, LRS_OPTIMIZER, LRS_SCHEDULE};
enum { N_PARTS = sizeof parts / sizeof *parts };

/* Kinds whose bare form is refused need something: a child, a file. */
static const char *smallest(const struct lrs_kind *kind)
{
    if (strcmp(kind->name, "SequentialLR") == 0)
        return "SequentialLR{milestones={5}, LinearLR, StepLR{gamma=0.25}}";
    if (strcmp(kind->name, "ChainedScheduler") == 0)
        return "ChainedScheduler{ExponentialLR{gamma=0.99}, StepLR}";
    if (strcmp(kind->name, "csv") == 0)
        return "csv{path=\"a \\\"b\\\" c.csv\"}";
    return kind->name;
}

static void reads_back(struct lrs_lua *lua, enum lrs_part part, const char *text)
{
    struct lrs_err err = {""};
    for (int everything = 0; everything < 2; everything++) {
        struct lrs_str first = {0};
        struct lrs_spec *a = lrs_lua_spec(lua, part, text, "--schedule", &err);
        if (!a)
            fail_msg("%s: %s", text, err.msg);
        lrs_spec_print(a, everything, &first);
        struct lrs_spec *b = lrs_lua_spec(lua, part, lrs_str_text(&first), "--schedule", &err);
        if (!b)
            fail_msg("%s: %s", lrs_str_text(&first), err.msg);
        if (!lrs_spec_equal(a, b))
            fail_msg("%s reads back as something else", lrs_str_text(&first));
        lrs_spec_free(a);
        lrs_spec_free(b);
        lrs_str_clear(&first);
    }
}

static void every_kind_reads_what_it_prints(void **state)
{
    for (int i = 0; i < N_PARTS; i++) {
        const struct lrs_kind *const *k = lrs_part_registry(parts[i])->kinds;
        assert_non_null(*k);
        for (; *k; k++)
            reads_back(*state, parts[i], smallest(*k));
    }
}

/* The constructor's table form under NAME, with what the kind needs. */
static char *with_table(const struct lrs_kind *kind, const char *name)
{
    const char *brace = strchr(smallest(kind), '{');
    return lrs_format("%s%s", name, brace ? brace : "{}");
}

/* A number in front of the values without a name has a row of its own. */
static void a_staircase_takes_its_k_first(void **state)
{
    struct lrs_err err = {""};
    struct lrs_spec *named =
        lrs_lua_spec(*state, LRS_SCHEDULE, "Staircase{k=7, StepLR{step_size=2}}", "", &err);
    struct lrs_spec *bare =
        lrs_lua_spec(*state, LRS_SCHEDULE, "Staircase{7, StepLR{step_size=2}}", "", &err);
    assert_non_null(named);
    assert_non_null(bare);
    assert_true(lrs_spec_equal(named, bare));
    lrs_spec_free(named);
    lrs_spec_free(bare);
}

static void names_are_constructors(void **state)
{
    int tried = 0;
    for (int i = 0; i < N_PARTS; i++) {
        bool camel = parts[i] == LRS_OPTIMIZER || parts[i] == LRS_SCHEDULE;
        for (const struct lrs_kind *const *k = lrs_part_registry(parts[i])->kinds; *k; k++) {
            char *names = lrs_format("%s %s", (*k)->name, (*k)->aliases ? (*k)->aliases : "");
            for (char *word = strtok(names, " "); word; word = strtok(NULL, " ")) {
                bool library = strcmp(word, "table") == 0; /* which comes first */
                if (library || strchr(word, '-') || camel != !!isupper((unsigned char)*word))
                    continue;
                char *text = with_table(*k, word);
                reads_back(*state, parts[i], text);
                lrs_free(text);
                tried++;
            }
            lrs_free(names);
        }
    }
    assert_true(tried >= 25);
}

/* Short ids are for whole texts; in the sandbox they are no names. */
static void ids_stand_alone(void **state)
{
    for (int i = 0; i < N_PARTS; i++) {
        for (const struct lrs_kind *const *k = lrs_part_registry(parts[i])->kinds; *k; k++) {
            if (strchr(smallest(*k), '{'))
                continue;
            char *shout = lrs_format(" %s ", (*k)->id);
            for (char *c = shout; *c; c++)
                *c = (char)toupper((unsigned char)*c);
            expect_text(read_spec(*state, parts[i], shout), (*k)->name);
            lrs_free(shout);
        }
    }
    expect_text(read_spec(*state, LRS_SCHEDULE, "cosine{}"),
                "! --schedule: unknown name 'cosine'; did you mean 'CosineAnnealingLR'?");
    expect_text(read_spec(*state, LRS_SCHEDULE, "LambdaLR{\"log(t+1)+tanh(t)\"}"),
                "LambdaLR{\"log(t+1)+tanh(t)\"}");
}

static void forms(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"StepLR", "StepLR"},
        {"  StepLR\n", "StepLR"},
        {"StepLR()", "StepLR"},
        {"StepLR{}", "StepLR"},
        {"StepLR{gamma=1/2}", "StepLR{gamma=0.5}"},
        {"StepLR{gamma=math.sqrt(0.25), step_size=7.0,}", "StepLR{step_size=7, gamma=0.5}"},
        {"StepLR{step_size=3} -- three", "StepLR{step_size=3}"},
        {"MultiStepLR{milestones={3, 5}}", "MultiStepLR{milestones={3, 5}}"},
        {"MultiStepLR{milestones=7}", "MultiStepLR{milestones={7}}"},
        {"LambdaLR{\"0.95^t\"}", "LambdaLR{\"0.95^t\"}"},
        {"LambdaLR\"0.95^t\"", "LambdaLR{\"0.95^t\"}"},
        {"LambdaLR('0.95^t')", "LambdaLR{\"0.95^t\"}"},
        {"LambdaLR{lr_lambda='0.95^t'}", "LambdaLR{\"0.95^t\"}"},
        {"LambdaLR(function(t) return 1/(1+t) end)", "LambdaLR{function(t) return 1/(1+t) end}"},
        {"SequentialLR{milestones={5}, LinearLR, StepLR{gamma=0.5}}",
         "SequentialLR{milestones={5}, LinearLR, StepLR{gamma=0.5}}"},
        {"SequentialLR{milestones={5}, schedules={LinearLR, StepLR{gamma=0.5}}}",
         "SequentialLR{milestones={5}, LinearLR, StepLR{gamma=0.5}}"},
        {"(function() local g = 0 for i = 1, 5 do g = g + 0.1 end return StepLR{gamma=g} end)()",
         "StepLR{gamma=0.5}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_text(read_spec(*state, LRS_SCHEDULE, cases[i].text), cases[i].want);
}

/* Each file of the folder says "# spec: ..."; kinds that no registry has yet do not count. */
static int read_folder(struct lrs_lua *lua, const char *folder, enum lrs_part part)
{
    int n = 0;
    DIR *dir = opendir(source_path(folder));
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char line[1024] = "", name[64] = "", path[512];
        snprintf(path, sizeof path, "%s/%.200s", folder, entry->d_name);
        FILE *f = strstr(entry->d_name, ".csv") ? fopen(source_path(path), "r") : NULL;
        while (f && fgets(line, sizeof line, f) && strncmp(line, "# spec: ", 8) != 0)
            ;
        if (f)
            fclose(f);
        if (sscanf(line, "# spec: %63[A-Za-z]", name) != 1)
            continue;
        if (!lrs_registry_find(lrs_part_registry(part), name, NULL))
            continue;
        reads_back(lua, part, line + 8);
        n++;
    }
    closedir(dir);
    return n;
}

static void reference_specs(void **state)
{
    assert_true(read_folder(*state, "tests/reference/schedules", LRS_SCHEDULE) >= 46);
    assert_true(read_folder(*state, "tests/reference/optimizers", LRS_OPTIMIZER) >= 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_reads_what_it_prints),
        cmocka_unit_test(a_staircase_takes_its_k_first),
        cmocka_unit_test(names_are_constructors),
        cmocka_unit_test(ids_stand_alone),
        cmocka_unit_test(forms),
        cmocka_unit_test(reference_specs),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
