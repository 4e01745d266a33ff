/* The line that is being typed: editing, completion, history, paste, the chooser's filter; and the
 * lines that leave the program. */
#include "explain.h"
#include "stage.h"

#include <sys/stat.h>
#include <unistd.h>

static void a_line_is_edited(void **state)
{
    (void)state;
    struct lrs_entry e = {.at = 0};
    lrs_entry_set(&e, "0.1", true);
    lrs_entry_key(&e, '2'); /* typing takes the place of what is selected */
    assert_string_equal(e.text, "2");
    lrs_entry_set(&e, "0.1", true);
    lrs_entry_key(&e, LRS_KEY_LEFT); /* moving keeps it */
    lrs_entry_key(&e, '2');
    assert_string_equal(e.text, "0.21");
    lrs_entry_set(&e, "a é", false);
    lrs_entry_key(&e, LRS_KEY_BACKSPACE);
    assert_string_equal(e.text, "a ");
    lrs_entry_insert(&e, "b\x1b[31m\tc\n\xc2\x9b"
                         "d");
    assert_string_equal(e.text, "a b[31m c d");
    for (int i = 0; i < 3; i++)
        lrs_entry_key(&e, LRS_CTRL('w'));
    assert_string_equal(e.text, "a ");
    lrs_entry_key(&e, LRS_KEY_HOME);
    lrs_entry_key(&e, LRS_KEY_DELETE);
    assert_string_equal(e.text, " ");
    assert_false(lrs_entry_key(&e, LRS_KEY_F1));
    for (int i = 0; i < LRS_LINE_MAX; i++)
        lrs_entry_key(&e, 0x1f600);
    assert_int_equal(strlen(e.text), LRS_LINE_MAX - 3); /* whole characters only */
}

/* Types LINE into the prompt, then KEYS; what stands there then. */
static const char *completed(struct stage *s, const char *line, const char *keys)
{
    if (s->ui->overlay != LRS_OVER_NONE)
        stage_keys(s, "Esc");
    stage_keys(s, ":");
    stage_type(s, line);
    stage_keys(s, keys);
    return s->ui->entry.text;
}

static void tab_completes(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    assert_string_equal(completed(&s, "sched", "Tab"), "schedule ");
    assert_string_equal(completed(&s, "max", "Tab"), "maximise");
    assert_string_equal(completed(&s, "set schedule.g", "Tab"), "set schedule.gamma ");
    assert_string_equal(completed(&s, "set schedule.gamma ", "Tab"), "set schedule.gamma 0.5");
    assert_string_equal(completed(&s, "set train.mon", "Tab"), "set train.monitor ");
    assert_string_equal(completed(&s, "set train.monitor t", "Tab"),
                        "set train.monitor train_loss");
    assert_string_equal(completed(&s, "schedule Ste", "Tab"), "schedule StepLR");
    assert_string_equal(completed(&s, "schedule StepLR{ga", "Tab"), "schedule StepLR{gamma=");
    assert_string_equal(completed(&s, "schedule StepLR{gamma=0.5, st", "Tab"),
                        "schedule StepLR{gamma=0.5, step_size=");
    assert_string_equal(completed(&s, "schedule SequentialLR{StepLR{}, Exp", "Tab"),
                        "schedule SequentialLR{StepLR{}, ExponentialLR");
    assert_string_equal(completed(&s, "theme l", "Tab"), "theme light");
    assert_string_equal(completed(&s, "bind x und", "Tab"), "bind x undo");
    assert_string_equal(completed(&s, "adopt va", "Tab"), "adopt valley");
    assert_string_equal(completed(&s, "zzz", "Tab"), "zzz");
    assert_string_equal(s.ui->completions, "");
    stage_close(&s);
}

/* Whatever the case; where nothing begins so, what holds it. */
static void tab_finds_names(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    assert_string_equal(completed(&s, "schedule steplr", "Tab"), "schedule StepLR");
    assert_string_equal(completed(&s, "set GAM", "Tab"), "set schedule.gamma ");
    assert_string_equal(completed(&s, "schedule warmr", "Tab"),
                        "schedule CosineAnnealingWarmRestarts");
    assert_string_equal(completed(&s, "schedule cos", "Tab"), "schedule Cosine");
    assert_string_equal(completed(&s, "schedule restarts", "Tab Tab"),
                        "schedule CosineHardRestarts");
    assert_string_equal(completed(&s, "log o", "Tab Tab"), "log off");
    stage_close(&s);
}

/* What does not fit is counted; what needs no completion is explained. */
static void completions_fit_the_window(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (s.ui->w = 30; s.ui->w < 260; s.ui->w += 7) {
        completed(&s, "what ", "Tab");
        int width = lrs_text_width(s.ui->completions), more = 0, shown = 1, all = 0;
        const char *count = strstr(s.ui->completions, "  (");
        assert_non_null(count);
        assert_int_equal(sscanf(count, "  (%d more)", &more), 1);
        assert_true(width < s.ui->w);
        for (const char *at = s.ui->completions; at < count; at++)
            shown += at[0] == ' ' && at[1] == ' ';
        while (lrs_ui_term(all))
            all++;
        assert_int_equal(shown + more, all);
    }
    completed(&s, "pace", "1 Backspace"); /* its name is whole: what it does */
    assert_string_equal(s.ui->completions,
                        "pace N: Sets the steps a second; 0 is as fast as the machine can.");
    completed(&s, "pace", "Space");
    assert_non_null(strstr(s.ui->completions, "pace N: Sets"));
    completed(&s, "pa", "u Backspace"); /* several: their names */
    assert_null(strstr(s.ui->completions, ":"));
    stage_close(&s);
}

enum { FILES = 4 };
static const char *const files[FILES] = {"one.csv", "only this.csv", ".hidden", "bell\a"};

/* Makes them, or removes them. */
static void keep_files(const char *folder, bool make)
{
    char path[SCRATCH_MAX + 32];
    snprintf(path, sizeof path, "%s/runs", folder);
    assert_int_equal(make ? mkdir(path, 0700) : rmdir(path), 0);
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        FILE *f = make ? fopen(path, "w") : NULL;
        assert_true(make ? f && fclose(f) == 0 : unlink(path) == 0);
    }
}

static void tab_finds_files(void **state)
{
    (void)state;
    struct stage s;
    char folder[SCRATCH_MAX], line[1024], want[1024];
    assert_non_null(mkdtemp(scratch_name(folder, "files")));
    keep_files(folder, true);
    stage_open(&s, STAGE_SCENE);
    for (int k = 0; k < 2; k++) {
        static const char *const actions[] = {"write", "export csv"};
        snprintf(line, sizeof line, "%s %s/r", actions[k], folder);
        snprintf(want, sizeof want, "%s %s/runs/", actions[k], folder);
        assert_string_equal(completed(&s, line, "Tab"), want);
    }
    snprintf(line, sizeof line, "snapshot %s/onl", folder);
    snprintf(want, sizeof want, "snapshot %s/only this.csv", folder);
    assert_string_equal(completed(&s, line, "Tab"), want);
    s.ui->w = 500;
    snprintf(line, sizeof line, "write %s/", folder);
    completed(&s, line, "1 Backspace");
    snprintf(want, sizeof want, "%s/one.csv  %s/only this.csv  %s/runs/", folder, folder, folder);
    assert_string_equal(s.ui->completions, want);
    snprintf(line, sizeof line, "write %s/.h", folder);
    snprintf(want, sizeof want, "write %s/.hidden", folder);
    assert_string_equal(completed(&s, line, "Tab"), want);
    assert_string_equal(completed(&s, "write /no/such/folder/", "Tab"), "write /no/such/folder/");
    stage_close(&s);
    keep_files(folder, false);
    assert_int_equal(rmdir(folder), 0);
}

static void tab_walks_the_candidates(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    /* panel and panel-back: as far as they agree, then one after the other, and back. */
    assert_string_equal(completed(&s, "pan", "Tab"), "panel");
    assert_string_equal(completed(&s, "pan", "Tab Tab"), "panel");
    assert_string_equal(completed(&s, "pan", "Tab Tab Tab"), "panel-back");
    assert_string_equal(completed(&s, "pan", "Tab Tab Tab Tab"), "panel");
    assert_string_equal(completed(&s, "pan", "Tab Tab Tab S-Tab"), "panel");
    assert_string_equal(completed(&s, "pan", "Tab S-Tab"), "panel-back");
    assert_non_null(strstr(s.ui->completions, "panel-back  panel"));
    /* What stands behind the cursor stays. */
    assert_string_equal(completed(&s, "sched StepLR", "Home Right Right Right Right Right Tab"),
                        "schedule  StepLR");
    stage_close(&s);
}

static void the_prompt_does_and_remembers(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    completed(&s, "set schedule.gamma 0.25", "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(stage_real(&s, "schedule.gamma"), 0.25, 0, 0);
    completed(&s, "set schedule.gamma x y", "Enter"); /* refused: nothing typed is lost */
    assert_int_equal(s.ui->overlay, LRS_OVER_PROMPT);
    assert_string_equal(s.ui->entry.text, "set schedule.gamma x y");
    assert_true(s.ui->entry_error[0] != '\0');
    assert_string_equal(completed(&s, "dra", "Up"), "set schedule.gamma x y");
    assert_string_equal(completed(&s, "dra", "Up Up"), "set schedule.gamma 0.25");
    assert_string_equal(completed(&s, "dra", "Up Up Up Down Down"), "dra");
    completed(&s, "", "Backspace");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    completed(&s, "help", "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_HELP);
    stage_keys(&s, "Esc");
    for (int i = 0; i < LRS_HISTORY_MAX + 3; i++) {
        char line[40];
        snprintf(line, sizeof line, "pace %d", i + 1);
        completed(&s, line, "Enter");
    }
    assert_int_equal(s.ui->n_history, LRS_HISTORY_MAX);
    assert_string_equal(s.ui->history[0], "pace 4");
    stage_close(&s);
}

static void values_are_typed(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "Down Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_VALUE);
    assert_string_equal(s.ui->entry.text, "0.5");
    stage_type(&s, "-3");
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_VALUE);
    assert_string_equal(s.ui->entry.text, "-3");
    assert_true(s.ui->entry_error[0] != '\0');
    stage_keys(&s, "C-u");
    stage_type(&s, "1/4");
    stage_keys(&s, "Enter");
    assert_close(stage_real(&s, "schedule.gamma"), 0.25, 0, 0);
    stage_do(&s, ":set train.monitor val_loss");
    stage_do(&s, ":value");
    stage_keys(&s, "Tab");
    assert_string_equal(s.ui->entry.text, "val_loss");
    stage_keys(&s, "Tab Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_int_equal(stage_value(&s, "train.monitor")->choice, LRS_TRAIN_LOSS);
    stage_close(&s);
}

/* A function may have lines, and be longer than the line that is edited. */
static void long_values_are_not_cut(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_str scene = {0};
    stage_open(&s, "return { problem = quadratic{}, schedule = LambdaLR{function(t, T, lr)\n"
                   "  return 0.5\nend}, train = {epochs=20} }");
    stage_keys(&s, "Enter");
    assert_null(strchr(s.ui->entry.text, '\n'));
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(s.ui->snap.info.lr, 0.5 * stage_real(&s, "optimizer.lr"), 1e-12, 0);
    stage_close(&s);

    lrs_str_add(&scene, "return { problem = quadratic{}, schedule = LambdaLR{\"0.5");
    for (int i = 0; i < LRS_LINE_MAX / 4; i++)
        lrs_str_add(&scene, " + 0");
    lrs_str_add(&scene, "\"}, train = {epochs=20} }");
    stage_open(&s, lrs_str_text(&scene));
    stage_keys(&s, "Enter");
    assert_string_equal(s.ui->entry.text, "");
    stage_keys(&s, "Esc");
    assert_close(s.ui->snap.info.lr, 0.5 * stage_real(&s, "optimizer.lr"), 1e-12, 0);
    lrs_str_clear(&scene);
    stage_close(&s);
}

static void paste_goes_into_an_open_line_only(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    struct lrs_event paste = {.type = LRS_EVENT_PASTE, .text = "q5\rr"};
    struct lrs_experiment *before = lrs_experiment_copy(s.ui->exp);
    stage_event(&s, &paste);
    assert_false(s.reactions & LRS_UI_QUIT);
    assert_true(lrs_experiment_equal(before, s.ui->exp));
    lrs_experiment_free(before);
    stage_keys(&s, ":");
    stage_event(&s, &paste);
    assert_string_equal(s.ui->entry.text, "q5r");
    stage_close(&s);
}

static void code_is_taken_at_the_prompt(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, "CosineAnnealingLR(optimizer, T_max=2*25)");
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "CosineAnnealingLR");
    assert_close(stage_real(&s, "schedule.T_max"), 50, 0, 0);
    assert_non_null(strstr(s.ui->message, "CosineAnnealingLR{T_max=50, eta_min=0"));
    stage_do(&s, "schedule StepLR(opt, 7)");
    assert_close(stage_real(&s, "schedule.step_size"), 7, 0, 0);
    stage_do(&s, "optimizer RMSprop(params, 0.5)");
    assert_close(stage_real(&s, "optimizer.lr"), 0.5, 0, 0);
    stage_refuses(&s, "StepLR(opt, n)", "schedule.step_size: what is n?");
    stage_refuses(&s, "opt = SGD(p, lr=0.2); sched = StepLR(opt, 0)",
                  "step_size = 0 is not allowed");
    stage_refuses(&s, "opt = SGD(p, lr=-1); sched = StepLR(opt, 3)", "optimizer.lr = -1");
    stage_agrees(&s);
    stage_close(&s);
}

static void pasted_code_is_one_line(void **state)
{
    (void)state;
    static const char code[] =
        "import torch.optim as optim\n"
        "optimizer = optim.SGD(\n    model.parameters(),\n    lr=0.2,  # big\n"
        "    momentum=0.5,\n)\n"
        "scheduler = StepLR(optimizer, [3][0] * 0 + 4)\n";
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    struct lrs_event paste = {.type = LRS_EVENT_PASTE, .text = code};
    stage_event(&s, &paste); /* opens the prompt: code can mean nothing else */
    assert_int_equal(s.ui->overlay, LRS_OVER_PROMPT);
    assert_string_equal(s.ui->entry.text,
                        "import torch.optim as optim; optimizer = optim.SGD(model.parameters(), "
                        "lr=0.2, momentum=0.5,); scheduler = StepLR(optimizer, [3][0] * 0 + 4)");
    stage_keys(&s, "Enter"); /* refused as a whole */
    assert_non_null(strstr(s.ui->entry_error, "what is [3][0]?"));
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "StepLR");
    assert_close(stage_real(&s, "optimizer.lr"), 0.1, 0, 0);
    stage_keys(&s, "C-u");
    struct lrs_event good = {.type = LRS_EVENT_PASTE,
                             .text =
                                 "opt = optim.SGD(p, lr=0.2)\nsched = ExponentialLR(opt, 0.9)\n"};
    stage_event(&s, &good);
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(stage_real(&s, "optimizer.lr"), 0.2, 0, 0);
    assert_close(stage_real(&s, "schedule.gamma"), 0.9, 0, 0);
    assert_non_null(strstr(s.ui->message, "SGD{lr=0.2} and ExponentialLR{gamma=0.9}"));
    stage_agrees(&s);
    char *much = lrs_format("SGD(p, lr=%01500d)", 1);
    struct lrs_event large = {.type = LRS_EVENT_PASTE, .text = much};
    stage_event(&s, &large);
    assert_string_equal(s.ui->entry.text, "");
    assert_non_null(strstr(s.ui->entry_error, "more code than a line holds"));
    lrs_free(much);
    stage_close(&s);
}

static void the_chooser_filters(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "s");
    struct lrs_chooser *ch = &s.ui->chooser;
    int all = ch->n;
    assert_true(all >= 12);
    assert_string_equal(ch->at[ch->selected]->kind->name, "StepLR");
    for (int i = 0; i < all; i++)
        assert_non_null(ch->at[i]->thumb);
    stage_type(&s, "COSINE");
    assert_true(ch->n >= 2 && ch->n < all);
    stage_type(&s, "#");
    assert_int_equal(ch->n, 0);
    stage_keys(&s, "Enter"); /* nothing to take: the list stays */
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    stage_keys(&s, "Backspace Down Up Up");
    assert_int_equal(ch->selected, 0);
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "CosineAnnealingLR");
    stage_do(&s, ":set schedule.T_max 9"); /* what is in force keeps its values */
    stage_keys(&s, "s Enter");
    assert_close(stage_real(&s, "schedule.T_max"), 9, 0, 0);
    stage_keys(&s, "p");
    stage_type(&s, "moons");
    stage_keys(&s, "Esc");
    assert_string_equal(stage_kind(&s, LRS_PROBLEM), "blobs");
    stage_close(&s);
}

/* Scenes are told by more than their names. */
static void scenes_say_what_they_are(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_str text = {0};
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "O");
    assert_true(s.ui->chooser.n > 5);
    stage_type(&s, "three spirals"); /* a title filters, too */
    assert_int_equal(s.ui->chooser.n, 1);
    assert_string_equal(s.ui->chooser.at[0]->card.name, "start");
    lrs_ui_draw(s.ui, &s.canvas);
    lrs_canvas_print_text(&s.canvas, &text);
    assert_non_null(strstr(lrs_str_text(&text), "Three spirals under a falling rate"));
    assert_non_null(strstr(lrs_str_text(&text), "A small network learns"));
    lrs_str_clear(&text);
    stage_keys(&s, "Esc");
    assert_int_equal(s.ui->chooser.n_all, 0);
    stage_close(&s);
}

/* The picture of a schedule is the schedule: StepLR fitted to 20 epochs drops after 5. */
static void thumbnails_are_true(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "5 s");
    stage_type(&s, "StepLR");
    const struct lrs_offer *it = s.ui->chooser.at[s.ui->chooser.selected];
    const struct lrs_bin *t = it->thumb;
    int quarter = LRS_THUMB_COLUMNS / 4;
    assert_string_equal(it->kind->name, "StepLR");
    assert_string_equal(it->spec, "StepLR{step_size=5}");
    assert_close(t[0].last, 0.1, 1e-12, 0);
    assert_close(t[quarter - 1].last, 0.1, 1e-12, 0);
    assert_close(t[quarter + 1].last, 0.01, 1e-12, 0);
    assert_close(t[LRS_THUMB_COLUMNS - 1].last, 1e-4, 1e-12, 0);
    stage_keys(&s, "Esc 2");
    stage_do(&s, ":set schedule.gamma 0.5"); /* the one in force as it is */
    stage_keys(&s, "s");
    it = s.ui->chooser.at[s.ui->chooser.selected];
    assert_string_equal(it->spec, "StepLR{step_size=5, gamma=0.5}");
    assert_close(it->thumb[0].last, 0.1, 1e-12, 0);
    assert_close(it->thumb[quarter + 1].last, 0.05, 1e-12, 0);
    stage_close(&s);
}

static char *slurp(const char *path)
{
    struct lrs_str text = {0};
    char buf[4096];
    size_t n;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while ((n = fread(buf, 1, sizeof buf, f)) > 0)
        lrs_str_addn(&text, buf, n);
    fclose(f);
    return lrs_str_take(&text);
}

static void sharing_says_what_differs(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    lrs_copy_text(s.ui->scene_name, sizeof s.ui->scene_name, "small");
    stage_do(&s, ":share");
    assert_true(s.reactions & LRS_UI_COPY);
    assert_string_equal(lrs_ui_copied(s.ui), "lrscope small");
    stage_do(&s, ":schedule LambdaLR{\"0.5^t\"}");
    stage_do(&s, ":seed 9");
    stage_do(&s, ":set train.batch 8");
    stage_do(&s, ":share");
    const char *line = lrs_ui_copied(s.ui);
    assert_non_null(strstr(line, " --schedule 'LambdaLR{\"0.5^t\"}'"));
    assert_non_null(strstr(line, " --seed 9"));
    assert_non_null(strstr(line, " --set train.batch=8"));
    assert_null(strchr(line, '\n'));
    assert_true(s.ui->message[0] != '\0');
    stage_keys(&s, "j");
    assert_true(s.ui->message[0] == '\0'); /* it stays until a key */
    stage_close(&s);
}

static void curves_are_saved(void **state)
{
    (void)state;
    struct stage s;
    char path[SCRATCH_MAX], line[SCRATCH_MAX + 16];
    int fd = mkstemp(scratch_name(path, "ui"));
    assert_true(fd >= 0);
    close(fd);
    stage_open(&s, STAGE_SCENE);
    snprintf(line, sizeof line, ":export csv %s", path);
    stage_refuses(&s, line, "no curve");
    stage_do(&s, ":step 25");
    stage_do(&s, line);
    char *text = slurp(path);
    int rows = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        rows++;
    assert_int_equal(rows, 26);
    assert_int_equal(strncmp(text, "step,epoch,lr,train_loss,val_loss,val_accuracy\n0,0,0.1,", 55),
                     0);
    assert_non_null(strstr(text, "\n24,2,0.1,"));
    lrs_free(text);
    snprintf(line, sizeof line, ":snapshot %s", path);
    stage_do(&s, line);
    text = slurp(path);
    assert_non_null(strstr(text, "StepLR"));
    lrs_free(text);
    unlink(path);
    stage_refuses(&s, ":export /nowhere/at/all.csv", "/nowhere");
    stage_refuses(&s, ":export curves.xls", "as what");
    stage_close(&s);
}

/* e shows what can leave the program; Enter asks for a file, y copies. */
static void code_is_shown_saved_and_copied(void **state)
{
    (void)state;
    struct stage s;
    char path[SCRATCH_MAX], line[SCRATCH_MAX + 32];
    int fd = mkstemp(scratch_name(path, "ui"));
    assert_true(fd >= 0);
    close(fd);
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "e");
    assert_int_equal(s.ui->overlay, LRS_OVER_EXPORT);
    assert_non_null(strstr(s.ui->leave_text, "lr_scheduler.StepLR("));
    stage_keys(&s, "Down");
    assert_non_null(strstr(s.ui->leave_text, "import keras"));
    stage_keys(&s, "Down Down");
    assert_non_null(strstr(s.ui->leave_text, "StepLR {"));
    stage_keys(&s, "Down");
    assert_true(s.ui->leave_fails); /* no curve yet */
    stage_keys(&s, "Up Up Up Up y");
    assert_string_equal(lrs_ui_copied(s.ui), s.ui->leave_text);
    assert_non_null(strstr(lrs_ui_copied(s.ui), "torch.optim.SGD("));
    stage_keys(&s, "PgDn");
    assert_int_equal(s.ui->leave_scroll, 10);
    stage_keys(&s, "Right Right Left");
    assert_int_equal(s.ui->leave_pan, 16);
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_PROMPT);
    assert_int_equal(strncmp(s.ui->entry.text, "export pytorch ", 15), 0);
    assert_null(s.ui->leave_text);
    stage_keys(&s, "Esc");
    snprintf(line, sizeof line, ":export optax %s", path);
    stage_do(&s, line);
    char *text = slurp(path);
    assert_non_null(strstr(text, "optax.sgd("));
    lrs_free(text);
    unlink(path);
    stage_do(&s, ":export keras");
    assert_int_equal(s.ui->overlay, LRS_OVER_EXPORT);
    stage_keys(&s, "Esc");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    stage_close(&s);
}

static void scenes_are_written(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_err err = {""};
    char path[SCRATCH_MAX], line[SCRATCH_MAX + 16];
    int fd = mkstemp(scratch_name(path, "ui"));
    assert_true(fd >= 0);
    close(fd);
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":set schedule.gamma 0.25");
    stage_do(&s, ":pace 40");
    snprintf(line, sizeof line, ":write %s", path);
    stage_do(&s, line);
    assert_non_null(strstr(s.ui->message, path));
    char *text = slurp(path);
    struct lrs_scene *scene = lrs_scene_from_text(s.lua, text, path, &err);
    assert_non_null(scene);
    assert_true(lrs_experiment_equal(scene->exp, s.ui->exp));
    assert_string_equal(scene->title, "Small");
    assert_true(scene->pace == 40);
    lrs_scene_free(scene);
    lrs_free(text);
    unlink(path);

    stage_do(&s, ":write");
    assert_string_equal(s.ui->entry.text, "write my-stage.lua");
    stage_keys(&s, "Esc");
    stage_refuses(&s, ":write /nowhere/at/all.lua", "/nowhere");
    char *bundled = lrs_format(":write %s", source_path("scenes/start.lua"));
    stage_refuses(&s, bundled, "comes with lrscope");
    lrs_free(bundled);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_edited),
        cmocka_unit_test(tab_completes),
        cmocka_unit_test(tab_finds_names),
        cmocka_unit_test(completions_fit_the_window),
        cmocka_unit_test(tab_finds_files),
        cmocka_unit_test(tab_walks_the_candidates),
        cmocka_unit_test(the_prompt_does_and_remembers),
        cmocka_unit_test(values_are_typed),
        cmocka_unit_test(long_values_are_not_cut),
        cmocka_unit_test(paste_goes_into_an_open_line_only),
        cmocka_unit_test(code_is_taken_at_the_prompt),
        cmocka_unit_test(pasted_code_is_one_line),
        cmocka_unit_test(the_chooser_filters),
        cmocka_unit_test(scenes_say_what_they_are),
        cmocka_unit_test(thumbnails_are_true),
        cmocka_unit_test(sharing_says_what_differs),
        cmocka_unit_test(curves_are_saved),
        cmocka_unit_test(code_is_shown_saved_and_copied),
        cmocka_unit_test(scenes_are_written),
    };
    return cmocka_run_group_tests_name("ui prompt", tests, NULL, NULL) != 0;
}
