/* Kinds by name, and the check of the tables: each defect that an author can make is put in, one at
 * a time, and must be found. */
#include "check.h"

#include "lrscope/mem.h"

#include "base/kinds.h"

static void kinds_by_name(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    static const char *const names[] = {"step", "StepLR", "steplr", "Staircase", "STAIRS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_ptr_equal(lrs_registry_find(&kinds_registry, names[i], &err), &step_kind);
    assert_null(lrs_registry_find(&kinds_registry, "SteLR", &err));
    assert_string_equal(err.msg, "there is no schedule 'SteLR'; did you mean 'StepLR'?");
    assert_null(lrs_registry_find(&kinds_registry, "zzz", &err));
    assert_string_equal(err.msg, "there is no schedule 'zzz'; there are StepLR, ListLR, LambdaLR, "
                                 "Bare, SequentialLR");
    assert_null(lrs_registry_find(&kinds_registry, "", NULL));
    assert_int_equal(lrs_registry_count(&kinds_registry), 5);
}

static void sound_tables_pass(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    if (!lrs_registry_check(&kinds_registry, &err))
        fail_msg("%s", err.msg);
}

/* A copy of the step kind to spoil. */
struct victim {
    struct lrs_kind kind;
    struct lrs_param row[7];
    const struct lrs_kind *list[3];
    struct lrs_registry reg;
};

static struct victim *fresh(void)
{
    static struct victim v;
    v.kind = step_kind;
    memcpy(v.row, step_rows, sizeof v.row);
    v.kind.params = v.row;
    v.list[0] = &v.kind;
    v.list[1] = &list_kind;
    v.list[2] = NULL;
    v.reg = (struct lrs_registry){"schedule", v.list};
    return &v;
}

static void expect_defect(struct victim *v, const char *part)
{
    struct lrs_err err = {{0}};
    if (lrs_registry_check(&v->reg, &err))
        fail_msg("not found: %s", part);
    if (!strstr(err.msg, part))
        fail_msg("'%s' does not say '%s'", err.msg, part);
    assert_non_null(strstr(err.msg, "schedule "));
}

#define DEFECT(part, change)                                                                       \
    do {                                                                                           \
        struct victim *v = fresh();                                                                \
        change;                                                                                    \
        expect_defect(v, part);                                                                    \
    } while (0)

static void defects_of_a_kind(void **state)
{
    (void)state;
    struct lrs_err err;
    assert_true(lrs_registry_check(&fresh()->reg, &err));
    DEFECT("not an identifier", v->kind.id = "st ep");
    DEFECT("not an identifier", v->kind.name = NULL);
    DEFECT("no title", v->kind.title = "");
    DEFECT("summary is not a sentence", v->kind.summary = "Multiplies the rate");
    DEFECT("summary is not a sentence", v->kind.summary = NULL);
    DEFECT("when to use it", v->kind.when = "when training goes in phases.");
    DEFECT("no source", v->kind.source = NULL);
    DEFECT("both its forms", v->kind.formula_ascii = NULL);
    DEFECT("not ASCII", v->kind.formula_ascii = "γ");
    DEFECT("'ListLR' finds", v->kind.aliases = "ListLR");
    DEFECT("'list' finds StepLR", v->kind.id = "LIST");
    DEFECT("with all defaults: floor is above", v->row[2].def = 200);
}

static void defects_of_a_row(void **state)
{
    (void)state;
    DEFECT("row gam ma: its name", v->row[0].name = "gam ma");
    DEFECT("its name", v->row[0].name = NULL);
    DEFECT("row gamma: its help", v->row[0].help = "each drop multiplies the rate.");
    DEFECT("its help", v->row[0].help = "A factor of the rate");
    DEFECT("range is empty", v->row[0].hi = 0);
    DEFECT("range is empty", v->row[0].lo = (double)NAN);
    DEFECT("not whole", v->row[1].lo = 0.5);
    DEFECT("below 0", v->row[2].lo = -1);
    DEFECT("leads nowhere", v->row[2].nudge = 1);
    DEFECT("leads nowhere", v->row[0].nudge = -1);
    DEFECT("nudge of a whole", v->row[1].nudge = 0.5);
    DEFECT("two choices", v->row[5].choices = NULL);
    static const struct lrs_choice twice[] = {{"a", "A."}, {"A", "A."}, {NULL, NULL}};
    static const struct lrs_choice mute[] = {{"a", "A."}, {"b", NULL}, {NULL, NULL}};
    DEFECT("twice", v->row[5].choices = twice);
    DEFECT("no help", v->row[5].choices = mute);
    DEFECT("fitted", v->row[0].fit = 0.5);
    DEFECT("fitted", v->row[1].fit = -0.5);
    DEFECT("its default: gamma = 0", v->row[0].def = 0);
    DEFECT("its default: mode", v->row[5].def = 3);
    DEFECT("no def_text", v->row[6].def_text = NULL);
    DEFECT("shares a name with gamma", v->row[1].name = "gamma");
    DEFECT("shares a name", v->row[1].aliases = "decay");
    DEFECT("shares a name", v->row[1].symbol = "γ");
    DEFECT("shares a name", v->row[1].aliases = "gamma");
    DEFECT("outside the compiled struct", v->row[0].offset = sizeof(struct step_cfg));
    DEFECT("outside the compiled struct", v->kind.size = 8);
    DEFECT("not aligned", v->row[1].offset = 12);
    DEFECT("overlaps that of gamma", v->row[1].offset = v->row[0].offset);
    DEFECT("by position", (v->row[0].flags |= LRS_POSITIONAL, v->row[6].flags |= LRS_POSITIONAL));
}

static void defects_of_lists(void **state)
{
    (void)state;
    static struct lrs_param rows[2];
    static struct lrs_kind kind;
    for (int i = 0; i < 5; i++) {
        memcpy(rows, list_rows, sizeof rows);
        kind = list_kind;
        kind.params = rows;
        const char *part = "contradict";
        if (i == 0)
            rows[0].def_list = NULL;
        else if (i == 1)
            rows[0].max_len = 1;
        else if (i == 2)
            rows[0].min_len = -1;
        else if (i == 3)
            rows[0].def_len = 1, part = "has 1 entries";
        else
            rows[0].type = rows[1].type = LRS_TYPE_SPECS, part = "holds children";
        struct victim *v = fresh();
        v->list[1] = &kind;
        expect_defect(v, part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_by_name),     cmocka_unit_test(sound_tables_pass),
        cmocka_unit_test(defects_of_a_kind), cmocka_unit_test(defects_of_a_row),
        cmocka_unit_test(defects_of_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
