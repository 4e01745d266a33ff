/* The action table: the one place that lists what keys and the prompt can do. Key dispatch, hints,
 * help, completion, script mode, lists and the manual all read it. */
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

enum {
    MAIN = LRS_IN_MAIN,
    FIND = LRS_IN_FINDER,
    CHOOSE = LRS_IN_CHOOSER,
    HELP = LRS_IN_HELP,
    VOTE = LRS_IN_VOTE,
    EXPORT = LRS_IN_EXPORT,
    ALL = MAIN | FIND | CHOOSE | HELP | EXPORT
};

/* clang-format off */
const struct lrs_action lrs_actions[] = {
    /* name, help, group, keys, contexts, hint, args, with, run */
    {"toggle", "Runs the training, or pauses it.", "run", "Space", MAIN | FIND, "run/pause", NULL, NULL, lrs_act_toggle},
    {"run", "Lets the training go on.", "run", "", MAIN, NULL, NULL, NULL, lrs_act_run},
    {"pause", "Pauses the training.", "run", "", MAIN, NULL, NULL, NULL, lrs_act_pause},
    {"step", "Does one step, or N, and pauses.", "run", ".", MAIN, "step", "[N]", NULL, lrs_act_step},
    {"epoch", "Goes to the end of the epoch, or of N, and pauses.", "run", ">", MAIN, "epoch", "[N]", NULL, lrs_act_epoch},
    {"rerun", "Runs again from the start with the same seed; the last curve stays as a ghost.", "run", "r", MAIN, "rerun", NULL, NULL, lrs_act_rerun},
    {"reseed", "Runs again from the start with the next seed.", "run", "R", MAIN, "reseed", NULL, NULL, lrs_act_reseed},
    {"seed", "Runs again from the start with the seed N.", "run", "", MAIN, NULL, "N", NULL, lrs_act_seed},
    {"slower", "Trains more slowly.", "run", "[", MAIN | FIND, "slower", NULL, NULL, lrs_act_slower},
    {"faster", "Trains faster, up to as fast as the machine can.", "run", "]", MAIN | FIND, "faster", NULL, NULL, lrs_act_faster},
    {"pace", "Sets the steps a second; 0 is as fast as the machine can.", "run", "", MAIN, NULL, "N", NULL, lrs_act_pace},
    {"wait", "In a script: lets so many seconds pass.", "run", "", MAIN, NULL, "SECONDS", NULL, lrs_act_wait},

    {"fixed", "Switches to a fixed rate.", "choose", "1", MAIN, NULL, NULL, "Constant", lrs_act_digit},
    {"stepped", "Switches to step decay.", "choose", "2", MAIN, NULL, NULL, "StepLR", lrs_act_digit},
    {"exponential", "Switches to exponential decay.", "choose", "3", MAIN, NULL, NULL, "ExponentialLR", lrs_act_digit},
    {"polynomial", "Switches to polynomial decay.", "choose", "4", MAIN, NULL, NULL, "PolynomialLR", lrs_act_digit},
    {"cosine", "Switches to cosine annealing.", "choose", "5", MAIN, NULL, NULL, "CosineAnnealingLR", lrs_act_digit},
    {"restarts", "Switches to cosine annealing with warm restarts.", "choose", "6", MAIN, NULL, NULL, "CosineAnnealingWarmRestarts", lrs_act_digit},
    {"cyclical", "Switches to a cyclical rate.", "choose", "7", MAIN, NULL, NULL, "CyclicLR", lrs_act_digit},
    {"plateau", "Switches to dropping the rate when the loss stands still.", "choose", "8", MAIN, NULL, NULL, "ReduceLROnPlateau", lrs_act_digit},
    {"one-cycle", "Switches to the one-cycle policy.", "choose", "9", MAIN, NULL, NULL, "OneCycleLR", lrs_act_digit},
    {"expression", "Asks for your own expression of t, T and lr, and switches to it.", "choose", "0", MAIN, NULL, "[EXPRESSION]", NULL, lrs_act_expression},
    {"schedule", "Opens the list of schedules, or takes SCHEDULE.", "choose", "s", MAIN, "schedule", "[SCHEDULE]", NULL, lrs_act_schedule},
    {"optimizer", "Opens the list of optimizers, or takes OPTIMIZER; the weights are kept.", "choose", "o", MAIN, "optimizer", "[OPTIMIZER]", NULL, lrs_act_optimizer},
    {"problem", "Opens the list of problems, or takes PROBLEM.", "choose", "p", MAIN, "problem", "[PROBLEM]", NULL, lrs_act_problem},
    {"model", "Opens the list of models, or takes MODEL.", "choose", "", MAIN, NULL, "[MODEL]", NULL, lrs_act_model},
    {"scene", "Opens the list of scenes, or enters SCENE.", "choose", "O", MAIN, "scene", "[SCENE]", NULL, lrs_act_scene},
    {"warmup", "Puts a warm-up in front of the schedule, or takes it away.", "choose", "w", MAIN, "warm-up", "[N]", NULL, lrs_act_warmup},
    {"choose-up", "Goes up in the list.", "choose", "Up", CHOOSE, NULL, NULL, NULL, lrs_act_chooser_up},
    {"choose-down", "Goes down in the list.", "choose", "Down", CHOOSE, "select", NULL, NULL, lrs_act_chooser_down},
    {"choose-page-up", "Goes a page up in the list.", "choose", "PgUp", CHOOSE, NULL, NULL, NULL, lrs_act_chooser_page_up},
    {"choose-page-down", "Goes a page down in the list.", "choose", "PgDn", CHOOSE, NULL, NULL, NULL, lrs_act_chooser_page_down},
    {"regroup", "Groups the schedules by how often they change, or by which way.", "choose", "Tab S-Tab", CHOOSE, "group", NULL, NULL, lrs_act_regroup},
    {"take", "Takes what is selected in the list.", "choose", "Enter", CHOOSE, "take", NULL, NULL, lrs_act_take},

    {"select-up", "Selects the parameter above.", "parameters", "Up k", MAIN, NULL, NULL, NULL, lrs_act_row_up},
    {"select-down", "Selects the parameter below.", "parameters", "Down j", MAIN, "select", NULL, NULL, lrs_act_row_down},
    {"left", "Turns the parameter down; on a chart with the cursor on, moves the cursor.", "parameters", "Left h", MAIN, NULL, NULL, NULL, lrs_act_left},
    {"right", "Turns the parameter up; on a chart with the cursor on, moves the cursor.", "parameters", "Right l", MAIN, "turn", NULL, NULL, lrs_act_right},
    {"left-far", "The same in larger steps.", "parameters", "S-Left H", MAIN, NULL, NULL, NULL, lrs_act_left_far},
    {"right-far", "The same in larger steps.", "parameters", "S-Right L", MAIN, NULL, NULL, NULL, lrs_act_right_far},
    {"value", "Asks for the parameter's value.", "parameters", "Enter", MAIN, "type", NULL, NULL, lrs_act_value},
    {"default", "Gives the parameter its default.", "parameters", "Backspace", MAIN, "default", NULL, NULL, lrs_act_default},
    {"undo", "Takes the last change back.", "parameters", "u", MAIN | FIND, "undo", NULL, NULL, lrs_act_undo},
    {"redo", "Does again what was taken back.", "parameters", "U", MAIN | FIND, "redo", NULL, NULL, lrs_act_redo},
    {"set", "Sets the value at a path.", "parameters", "", MAIN, NULL, "PATH VALUE", NULL, lrs_act_set},
    {"lr", "Sets the peak rate.", "parameters", "", MAIN, NULL, "X", NULL, lrs_act_lr},
    {"policy", "Goes to the next way of taking edits of the schedule in mid-run, or to POLICY.", "parameters", "P", MAIN, "edit policy", "[POLICY]", NULL, lrs_act_policy},
    {"epochs", "Sets the length of the run.", "parameters", "", MAIN, NULL, "N", NULL, lrs_act_epochs},

    {"find", "Runs the learning-rate finder on weights of its own; the run is not touched.", "finder", "f", MAIN | FIND, "find lr", NULL, NULL, lrs_act_find},
    {"find-next", "Goes to the next suggestion.", "finder", "Tab Right Down", FIND, "next", NULL, NULL, lrs_act_finder_next},
    {"find-back", "Goes to the suggestion before.", "finder", "S-Tab Left Up", FIND, NULL, NULL, NULL, lrs_act_finder_back},
    {"adopt", "Makes the selected suggestion, or SUGGESTION, the peak rate.", "finder", "Enter", FIND, "adopt", "[SUGGESTION]", NULL, lrs_act_adopt},

    {"keep", "Keeps this curve to compare with.", "compare", "c", MAIN, "keep", "[NAME]", NULL, lrs_act_keep},
    {"drop", "Drops the curve kept last, or the ghost.", "compare", "x", MAIN, "drop", NULL, NULL, lrs_act_drop},
    {"compare", "Shows how the kept runs compare, in the picture's place, or stops showing it.", "compare", "", MAIN, NULL, NULL, NULL, lrs_act_compare},
    {"share", "Shows and copies a shell line that starts the experiment as it stands, without edits on the way.", "compare", "", MAIN, NULL, NULL, NULL, lrs_act_share},

    {"panel", "Goes to the next panel, or to PANEL: lr, loss, controls or picture.", "charts", "Tab", MAIN, "panel", "[PANEL]", NULL, lrs_act_panel},
    {"panel-back", "Goes to the panel before.", "charts", "S-Tab", MAIN, NULL, NULL, NULL, lrs_act_panel_back},
    {"log", "Makes the axis of the chart logarithmic, or linear.", "charts", "y", MAIN, "log", "[on|off]", NULL, lrs_act_log},
    {"log-x", "Makes the axis of steps, of all charts, logarithmic, or linear.", "charts", "X", MAIN, NULL, "[on|off]", NULL, lrs_act_log_x},
    {"maximise", "Gives the panel the whole screen, or takes it away.", "charts", "z", MAIN, "maximise", NULL, NULL, lrs_act_maximise},
    {"zoom-in", "Shows fewer steps, around the cursor or now.", "charts", "+", MAIN, "zoom", NULL, NULL, lrs_act_zoom_in},
    {"zoom-out", "Shows more steps.", "charts", "-", MAIN, NULL, NULL, NULL, lrs_act_zoom_out},
    {"fit", "Shows the whole run.", "charts", "=", MAIN, "fit", NULL, NULL, lrs_act_fit},
    {"earlier", "Shows earlier steps, when zoomed in.", "charts", "{", MAIN, NULL, NULL, NULL, lrs_act_earlier},
    {"later", "Shows later steps.", "charts", "}", MAIN, "pan", NULL, NULL, lrs_act_later},
    {"rougher", "Smooths the loss less.", "charts", "(", MAIN, NULL, NULL, NULL, lrs_act_rougher},
    {"smoother", "Smooths the loss more.", "charts", ")", MAIN, "smooth", NULL, NULL, lrs_act_smoother},
    {"cursor", "Switches the cursor of the charts on or off.", "charts", "'", MAIN, "cursor", NULL, NULL, lrs_act_cursor},
    {"picture", "Goes to the next picture, or to PICTURE: those of the problem, of the training, the comparison of the runs, none.", "charts", "v", MAIN, "picture", "[PICTURE]", NULL, lrs_act_picture},

    {"next", "Goes to the next beat of the lesson; finishes the one that runs.", "lesson", "PgDn", MAIN | FIND, "next", NULL, NULL, lrs_act_next},
    {"previous", "Goes back to the end of the beat before.", "lesson", "PgUp", MAIN | FIND, "back", NULL, NULL, lrs_act_previous},
    {"vote-a", "Counts a vote for the first answer, while a question stands.", "lesson", "a", VOTE, "vote", NULL, "1", lrs_act_vote},
    {"vote-b", "Counts a vote for the second answer.", "lesson", "b", VOTE, NULL, NULL, "2", lrs_act_vote},
    {"vote-c", "Counts a vote for the third answer.", "lesson", "c", VOTE, NULL, NULL, "3", lrs_act_vote},
    {"vote-d", "Counts a vote for the fourth answer.", "lesson", "d", VOTE, NULL, NULL, "4", lrs_act_vote},
    {"unvote", "Takes the last vote back.", "lesson", "Backspace", VOTE, NULL, NULL, NULL, lrs_act_unvote},
    {"notes", "Shows the notes for the presenter over the picture, or hides them.", "lesson", "N", MAIN | FIND, "notes", NULL, NULL, lrs_act_notes},
    {"lesson", "Starts the lesson NAME, or lists all.", "lesson", "", MAIN, NULL, "[LESSON]", NULL, lrs_act_lesson},

    {"help", "Shows what keys and commands do; typing filters them.", "rest", "? F1", ALL & ~HELP, "help", NULL, NULL, lrs_act_help},
    {"explain", "Says in two sentences what is to be seen right now, and from which figures.", "rest", "?", HELP, "explain", NULL, NULL, lrs_act_explain},
    {"what", "Explains WORD: a term, a kind or a parameter.", "rest", "", MAIN, NULL, "WORD", NULL, lrs_act_what},
    {"help-up", "Goes up in the help.", "rest", "Up", HELP, NULL, NULL, NULL, lrs_act_help_up},
    {"help-down", "Goes down in the help.", "rest", "Down", HELP, "scroll", NULL, NULL, lrs_act_help_down},
    {"help-page-up", "Goes a page up in the help.", "rest", "PgUp", HELP, NULL, NULL, NULL, lrs_act_help_page_up},
    {"help-page-down", "Goes a page down in the help.", "rest", "PgDn", HELP, NULL, NULL, NULL, lrs_act_help_page_down},
    {"prompt", "Asks for an action by name; Tab completes.", "rest", ":", MAIN | FIND | HELP, "command", NULL, NULL, lrs_act_prompt},
    {"export", "Shows the experiment as code, scene, curves or picture, or saves it to FILE.", "rest", "e", MAIN, "export", "[FORMAT] [FILE]", NULL, lrs_act_export},
    {"export-up", "Goes to the export above.", "rest", "Up k S-Tab", EXPORT, NULL, NULL, NULL, lrs_act_export_up},
    {"export-down", "Goes to the next export.", "rest", "Down j Tab", EXPORT, "next", NULL, NULL, lrs_act_export_down},
    {"export-left", "Shows where long lines begin.", "rest", "Left", EXPORT, NULL, NULL, "-16", lrs_act_export_pan},
    {"export-right", "Shows how long lines end.", "rest", "Right", EXPORT, NULL, NULL, "16", lrs_act_export_pan},
    {"export-page-up", "Shows the page above.", "rest", "PgUp", EXPORT, NULL, NULL, "-10", lrs_act_export_scroll},
    {"export-page-down", "Shows the page below.", "rest", "PgDn Space", EXPORT, "scroll", NULL, "10", lrs_act_export_scroll},
    {"export-save", "Saves what is selected, to a file that it asks for.", "rest", "Enter", EXPORT, "save", NULL, NULL, lrs_act_export_save},
    {"export-copy", "Copies what is selected to the terminal's clipboard.", "rest", "y", EXPORT, "copy", NULL, NULL, lrs_act_export_copy},
    {"write", "Saves the experiment as a scene, to a file that it asks for.", "rest", "", MAIN, NULL, "[FILE]", NULL, lrs_act_write},
    {"snapshot", "Saves the screen as SVG, ANSI or text, by the file's name.", "rest", "", MAIN, NULL, "FILE", NULL, lrs_act_snapshot},
    {"theme", "Goes to the next theme, or to THEME.", "rest", "t", MAIN | FIND, "theme", "[THEME]", NULL, lrs_act_theme},
    {"glyphs", "Draws with the next set of characters, or with GLYPHS.", "rest", "G", MAIN | FIND, "glyphs", "[GLYPHS]", NULL, lrs_act_glyphs},
    {"big", "Shows everything in large, for projectors, or as before.", "rest", "T", MAIN | FIND, "big text", NULL, NULL, lrs_act_big},
    {"bind", "Gives a key another action, with what it is called with.", "rest", "", MAIN, NULL, "KEY ACTION", NULL, lrs_act_bind},
    {"redraw", "Draws everything again.", "rest", "C-l", ALL, NULL, NULL, NULL, lrs_act_redraw},
    {"suspend", "Goes back to the shell until it is told fg.", "rest", "C-z", ALL, NULL, NULL, NULL, lrs_act_suspend},
    {"back", "One step out: closes what lies on top.", "rest", "Esc", ALL, "back", NULL, NULL, lrs_act_back},
    {"close-export", "Closes the list of exports.", "rest", "q e", EXPORT, NULL, NULL, NULL, lrs_act_back},
    {"close-help", "Closes the help.", "rest", "Enter", HELP, NULL, NULL, NULL, lrs_act_back},
    {"quit", "Quits.", "rest", "q", MAIN | FIND, "quit", NULL, NULL, lrs_act_quit},
    {"quit-keep", "Quits and leaves the picture on the terminal.", "rest", "Q", MAIN | FIND, NULL, NULL, NULL, lrs_act_quit_keep},
    {"interrupt", "Quits from anywhere.", "rest", "C-c", ALL, NULL, NULL, NULL, lrs_act_quit},
    {0},
};
/* clang-format on */

int lrs_action_count(void)
{
    return (int)(sizeof lrs_actions / sizeof *lrs_actions) - 1;
}

struct lrs_action_info lrs_action_info(int i)
{
    static const struct {
        unsigned bit;
        const char *name;
    } contexts[] = {{MAIN, "main"}, {FIND, "finder"}, {CHOOSE, "chooser"}, {HELP, "help"}, {VOTE, "question"}, {EXPORT, "export"}};
    const struct lrs_action *a = &lrs_actions[i];
    struct lrs_action_info info = {
        .name = a->name, .help = a->help, .group = a->group, .keys = a->keys, .args = a->args};
    struct lrs_str words = {0};
    for (size_t k = 0; k < sizeof contexts / sizeof *contexts; k++)
        if (a->contexts & contexts[k].bit)
            lrs_str_addf(&words, "%s%s", words.len ? " " : "", contexts[k].name);
    lrs_copy_text(info.contexts, sizeof info.contexts, lrs_str_text(&words));
    lrs_str_clear(&words);
    return info;
}

const struct lrs_action *lrs_action_find(const char *name, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name};
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        if (strcmp(a->name, name) == 0)
            return a;
        lrs_nearest_try(&near, a->name);
    }
    lrs_fail(err, "there is no action '%s'%s", name,
             near.best ? lrs_nearest_hint(&near) : "; ? lists all");
    return NULL;
}

/* Splits TEXT at the first space: WORD gets what is before it; returns the rest, trimmed, which the
 * caller frees, or NULL where there is none. */
static char *split(const char *text, char *word, size_t size)
{
    text += strspn(text, " ");
    size_t n = strcspn(text, " ");
    char *first = lrs_strndup(text, n);
    lrs_copy_text(word, size, first);
    lrs_free(first);
    text += n + strspn(text + n, " ");
    n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return n > 0 ? lrs_strndup(text, n) : NULL;
}

bool lrs_action_line(struct lrs_ui *ui, const char *line, struct lrs_err *err)
{
    char name[64];
    line += strspn(line, " :");
    if (lrs_python_is(line))
        return lrs_ui_use_python(ui, line, err);
    char *args = split(line, name, sizeof name);
    const struct lrs_action *a = lrs_action_find(name, err);
    bool ok = a && a->run(ui, args ? args : a->with, err);
    lrs_free(args);
    return ok;
}

void lrs_action_do(struct lrs_ui *ui, const struct lrs_action *a, const char *args)
{
    struct lrs_err err = {""};
    if (!a->run(ui, args ? args : a->with, &err))
        lrs_ui_complain(ui, err.msg);
}

bool lrs_ui_command(struct lrs_ui *ui, const char *line, unsigned *reactions, struct lrs_err *err)
{
    ui->reactions = 0;
    bool ok = lrs_action_line(ui, line, err);
    *reactions = ui->reactions | LRS_UI_REDRAW;
    return ok;
}

/* --- keys --- */

static void bind(struct lrs_ui *ui, uint32_t key, const struct lrs_action *a, char *args)
{
    if (ui->n_bindings == LRS_BINDINGS_MAX) {
        lrs_free(args);
        return;
    }
    ui->binding[ui->n_bindings++] =
        (struct lrs_binding){.key = key, .contexts = a->contexts, .action = a, .args = args};
}

static void unbind(struct lrs_ui *ui, uint32_t key, unsigned contexts)
{
    int n = 0;
    for (int i = 0; i < ui->n_bindings; i++) {
        struct lrs_binding *b = &ui->binding[i];
        if (b->key == key)
            b->contexts &= ~contexts;
        if (b->contexts == 0)
            lrs_free(b->args);
        else
            ui->binding[n++] = *b;
    }
    ui->n_bindings = n;
}

void lrs_bindings_init(struct lrs_ui *ui)
{
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        char name[16];
        char *rest = split(a->keys, name, sizeof name);
        while (name[0]) {
            bind(ui, lrs_key_parse(name), a, NULL);
            char *more = rest ? split(rest, name, sizeof name) : NULL;
            if (!rest)
                name[0] = '\0';
            lrs_free(rest);
            rest = more;
        }
    }
}

void lrs_bindings_clear(struct lrs_ui *ui)
{
    while (ui->n_bindings > 0)
        lrs_free(ui->binding[--ui->n_bindings].args);
}

bool lrs_bindings_add(struct lrs_ui *ui, const char *text, struct lrs_err *err)
{
    char key_name[32], name[64] = "";
    char *rest = split(text, key_name, sizeof key_name);
    char *args = rest ? split(rest + strspn(rest, ":"), name, sizeof name) : NULL;
    lrs_free(rest);
    uint32_t key = lrs_key_parse(key_name);
    const struct lrs_action *a = NULL;
    if (key == LRS_KEY_NONE)
        lrs_fail(err, "there is no key '%s'", key_name);
    else if (name[0] == '\0')
        lrs_fail(err, "bind %s to what? KEY ACTION", key_name);
    else
        a = lrs_action_find(name, err);
    if (a && key == LRS_CTRL('c'))
        a = lrs_fail(err, "C-c always quits") ? a : NULL;
    if (a && ui->n_bindings == LRS_BINDINGS_MAX)
        a = lrs_fail(err, "too many keys are bound") ? a : NULL;
    if (!a) {
        lrs_free(args);
        return false;
    }
    unbind(ui, key, a->contexts);
    bind(ui, key, a, args);
    return true;
}

unsigned lrs_ui_context(const struct lrs_ui *ui)
{
    switch (ui->overlay) {
    case LRS_OVER_NONE:
        return LRS_IN_MAIN;
    case LRS_OVER_CHOOSER:
        return LRS_IN_CHOOSER;
    case LRS_OVER_FINDER:
        return LRS_IN_FINDER;
    case LRS_OVER_HELP:
        return LRS_IN_HELP;
    case LRS_OVER_EXPORT:
        return LRS_IN_EXPORT;
    default:
        return 0;
    }
}

const struct lrs_binding *lrs_binding_find(const struct lrs_ui *ui, uint32_t key, unsigned contexts)
{
    for (int i = 0; i < ui->n_bindings; i++)
        if (ui->binding[i].key == key && (ui->binding[i].contexts & contexts))
            return &ui->binding[i];
    return NULL;
}

const struct lrs_action *lrs_action_for_key(const struct lrs_ui *ui, uint32_t key)
{
    const struct lrs_binding *b = lrs_binding_find(ui, key, lrs_ui_context(ui));
    return b ? b->action : NULL;
}

char *lrs_action_keys(const struct lrs_ui *ui, const struct lrs_action *a, char buf[64])
{
    size_t n = 0;
    buf[0] = '\0';
    for (int i = 0; i < ui->n_bindings; i++) {
        const struct lrs_binding *b = &ui->binding[i];
        char name[16];
        if (b->action != a || b->args)
            continue;
        lrs_key_name(name, b->key);
        if (n + strlen(name) + 2 > 64)
            break;
        n += (size_t)snprintf(buf + n, 64 - n, "%s%s", n > 0 ? " " : "", name);
    }
    return buf;
}
