/* The action table: names, help, keys, hints; no key is two things at once. */
#include "stage.h"

static void every_row_is_complete(void **state)
{
    (void)state;
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        size_t n = strlen(a->help);
        assert_non_null(a->run);
        assert_true(strspn(a->name, "abcdefghijklmnopqrstuvwxyz-") == strlen(a->name));
        assert_true(n > 5 && a->help[n - 1] == '.' && a->help[0] >= 'A' && a->help[0] <= 'Z');
        assert_true(a->contexts != 0);
        assert_true(
            lrs_text_has_word("run choose parameters finder compare charts lesson rest", a->group));
        for (const struct lrs_action *b = lrs_actions; b < a; b++)
            assert_string_not_equal(a->name, b->name);
    }
}

static void the_list_is_the_table(void **state)
{
    (void)state;
    int n = lrs_action_count();
    assert_true(n > 60);
    assert_null(lrs_actions[n].name);
    for (int i = 0; i < n; i++) {
        struct lrs_action_info info = lrs_action_info(i);
        assert_string_equal(info.name, lrs_actions[i].name);
        assert_string_equal(info.keys, lrs_actions[i].keys);
    }
}

/* Calls FN for each key of each action. */
static void each_key(void (*fn)(const struct lrs_action *a, uint32_t key, void *arg), void *arg)
{
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        char copy[64];
        snprintf(copy, sizeof copy, "%s", a->keys);
        for (char *at = copy, *name; (name = strtok(at, " ")); at = NULL)
            fn(a, lrs_key_parse(name), arg);
    }
}

struct seen {
    int n;
    uint32_t key[200];
    const struct lrs_action *action[200];
};

static void see(const struct lrs_action *a, uint32_t key, void *arg)
{
    struct seen *s = arg;
    char name[16];
    assert_int_not_equal(key, LRS_KEY_NONE);
    for (int i = 0; i < s->n; i++)
        if (s->key[i] == key && (s->action[i]->contexts & a->contexts))
            fail_msg("%s is %s and %s", lrs_key_name(name, key), s->action[i]->name, a->name);
    s->key[s->n] = key;
    s->action[s->n++] = a;
}

static void no_key_is_two_things(void **state)
{
    (void)state;
    static struct seen seen;
    each_key(see, &seen);
    assert_true(seen.n > 70);
}

/* The table of keys that users, scripts and lessons rely on. */
static void the_contract_of_keys(void **state)
{
    (void)state;
    static const struct {
        const char *key, *action;
    } contract[] = {
        {"Space", "toggle"},     {".", "step"},        {">", "epoch"},
        {"r", "rerun"},          {"R", "reseed"},      {"[", "slower"},
        {"]", "faster"},         {"1", "fixed"},       {"2", "stepped"},
        {"3", "exponential"},    {"4", "polynomial"},  {"5", "cosine"},
        {"6", "restarts"},       {"7", "cyclical"},    {"8", "plateau"},
        {"9", "one-cycle"},      {"0", "expression"},  {"s", "schedule"},
        {"o", "optimizer"},      {"p", "problem"},     {"O", "scene"},
        {"w", "warmup"},         {"Up", "select-up"},  {"k", "select-up"},
        {"Down", "select-down"}, {"j", "select-down"}, {"Left", "left"},
        {"h", "left"},           {"Right", "right"},   {"l", "right"},
        {"S-Left", "left-far"},  {"H", "left-far"},    {"S-Right", "right-far"},
        {"L", "right-far"},      {"Enter", "value"},   {"Backspace", "default"},
        {"u", "undo"},           {"U", "redo"},        {"f", "find"},
        {"c", "keep"},           {"x", "drop"},        {"Tab", "panel"},
        {"S-Tab", "panel-back"}, {"y", "log"},         {"z", "maximise"},
        {"+", "zoom-in"},        {"-", "zoom-out"},    {"=", "fit"},
        {"(", "rougher"},        {")", "smoother"},    {"'", "cursor"},
        {"v", "picture"},        {"?", "help"},        {":", "prompt"},
        {"e", "export"},         {"t", "theme"},       {"C-l", "redraw"},
        {"C-z", "suspend"},      {"Esc", "back"},      {"q", "quit"},
        {"Q", "quit-keep"},      {"C-c", "interrupt"},
    };
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof contract / sizeof *contract; i++) {
        const struct lrs_action *a = lrs_action_for_key(s.ui, lrs_key_parse(contract[i].key));
        assert_non_null(a);
        assert_string_equal(a->name, contract[i].action);
    }
    s.ui->overlay = LRS_OVER_FINDER;
    assert_string_equal(lrs_action_for_key(s.ui, LRS_KEY_TAB)->name, "find-next");
    assert_string_equal(lrs_action_for_key(s.ui, LRS_KEY_ENTER)->name, "adopt");
    assert_string_equal(lrs_action_for_key(s.ui, LRS_KEY_ESC)->name, "back");
    s.ui->overlay = LRS_OVER_NONE;
    stage_close(&s);
}

static void a_panel_can_be_named(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":panel lr");
    assert_int_equal(s.ui->focus, LRS_PANEL_LR);
    stage_do(&s, ":panel controls");
    assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
    stage_refuses(&s, ":panel los", "no panel 'los'; there are lr, loss, controls and picture");
    assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
    stage_do(&s, ":panel");
    assert_int_equal(s.ui->focus, LRS_PANEL_PICTURE);
    stage_close(&s);
}

static bool hinted(const struct stage *s, const char *words)
{
    struct lrs_str text = {0};
    lrs_canvas_print_text(&s->canvas, &text);
    const char *last = strrchr(lrs_str_text(&text), '\n');
    while (last > lrs_str_text(&text) && last[-1] != '\n')
        last--;
    bool has = strstr(last, words) != NULL;
    lrs_str_clear(&text);
    return has;
}

/* The space bar says which of the two it does; a run that went wrong offers the way back. */
static void hints_say_what_happens_now(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 5");
    lrs_ui_draw(s.ui, &s.canvas);
    assert_true(hinted(&s, "Space run ") && !hinted(&s, "pause"));
    stage_keys(&s, "Space");
    lrs_ui_draw(s.ui, &s.canvas);
    assert_true(hinted(&s, "Space pause ") && !hinted(&s, "Space run"));
    stage_do(&s, ":lr 1e30");
    stage_do(&s, ":step 30");
    assert_int_equal(s.ui->snap.info.state, LRS_DIVERGED);
    const struct lrs_action *first;
    assert_int_equal(lrs_ui_hints(s.ui, &first, 1), 1);
    assert_string_equal(first->name, "undo");
    stage_close(&s);
}

static void hints_in_every_situation(void **state)
{
    (void)state;
    struct stage s;
    const struct lrs_action *hint[32];
    stage_open(&s, STAGE_SCENE);
    for (int overlay = LRS_OVER_NONE; overlay <= LRS_OVER_HELP; overlay++)
        for (int run = 0; run < 2; run++)
            for (int focus = 0; focus < LRS_PANELS; focus++) {
                s.ui->overlay = (enum lrs_overlay)overlay;
                s.ui->wish = run;
                s.ui->focus = (enum lrs_panel)focus;
                int n = lrs_ui_hints(s.ui, hint, 32);
                assert_true(n >= 2 && n < 32);
                assert_int_equal(lrs_ui_hints(s.ui, hint, 2), 2);
            }
    s.ui->overlay = LRS_OVER_NONE;
    s.ui->focus = LRS_PANEL_CONTROL;
    stage_do(&s, ":epoch 20");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    lrs_ui_hints(s.ui, hint, 1);
    assert_string_equal(hint[0]->name, "rerun");
    stage_close(&s);
}

static void keys_can_be_bound_again(void **state)
{
    (void)state;
    struct stage s;
    char keys[64];
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":bind b schedule CosineAnnealingLR{T_max=7}");
    stage_keys(&s, "b");
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "CosineAnnealingLR");
    assert_close(stage_real(&s, "schedule.T_max"), 7, 0, 0);

    stage_do(&s, ":bind u redo");
    assert_string_equal(lrs_action_for_key(s.ui, 'u')->name, "redo");
    assert_string_equal(lrs_action_keys(s.ui, lrs_action_find("undo", NULL), keys), "");
    assert_string_equal(lrs_action_keys(s.ui, lrs_action_find("redo", NULL), keys), "U u");
    assert_string_equal(lrs_action_keys(s.ui, lrs_action_find("left", NULL), keys), "Left h");

    stage_refuses(&s, ":bind nokey undo", "no key");
    stage_refuses(&s, ":bind u", "to what");
    stage_refuses(&s, ":bind u undoo", "undo");
    stage_refuses(&s, ":bind C-c help", "always quits");
    stage_refuses(&s, ":nonsense", "there is no action 'nonsense'; ? lists all");
    stage_refuses(&s, ":hlep", "did you mean 'help'?");
    stage_refuses(&s, ":theme blue", "'blue' is none of dark, light, contrast, mono");
    stage_refuses(&s, ":unde", "did you mean 'undo'");
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),      cmocka_unit_test(the_list_is_the_table),
        cmocka_unit_test(no_key_is_two_things),       cmocka_unit_test(the_contract_of_keys),
        cmocka_unit_test(a_panel_can_be_named),       cmocka_unit_test(hints_in_every_situation),
        cmocka_unit_test(hints_say_what_happens_now), cmocka_unit_test(keys_can_be_bound_again),
    };
    return cmocka_run_group_tests_name("ui actions", tests, NULL, NULL) != 0;
}
