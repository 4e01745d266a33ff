/* The `:` prompt and the entry of a value: what Enter does with the line, its history, and Esc. A
 * line that is refused stays as it is, with the reason beside it. */
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

static void open_entry(struct lrs_ui *ui, enum lrs_overlay overlay, const char *text, bool fresh)
{
    if (overlay == LRS_OVER_PROMPT && ui->overlay == LRS_OVER_CHOOSER)
        lrs_chooser_clear(ui);
    ui->overlay = overlay;
    ui->entry_kind = NULL;
    ui->entry_error[0] = '\0';
    ui->draft[0] = '\0';
    ui->tab_at = -1;
    ui->history_at = ui->n_history;
    lrs_entry_set(&ui->entry, text, fresh);
    lrs_complete_show(ui);
}

void lrs_prompt_open(struct lrs_ui *ui, const char *text)
{
    open_entry(ui, LRS_OVER_PROMPT, text, false);
}

void lrs_value_open(struct lrs_ui *ui, int row)
{
    const struct lrs_ref *ref = &ui->rows[row].ref;
    const struct lrs_param *p = lrs_ref_param(ref);
    const struct lrs_value *v = lrs_ref_value(ref);
    struct lrs_str text = {0};
    if (v->tag == LRS_FUNC && v->func->is_expr)
        lrs_str_add(&text, v->func->source);
    else if (v->tag == LRS_REALS && ref->element >= 0 && (size_t)ref->element < v->reals.n)
        lrs_str_addf(&text, "%.15g", v->reals.at[ref->element]);
    else if (p->type == LRS_TYPE_CHOICE || p->type == LRS_TYPE_TEXT)
        lrs_param_pretty(p, v, &text);
    else if (v->tag != LRS_UNSET)
        lrs_param_print(p, v, &text);
    /* What the line cannot hold must not come back shortened. */
    bool fits = text.len < sizeof ui->entry.text;
    lrs_ui_row_path(ui, row, ui->entry_path);
    open_entry(ui, LRS_OVER_VALUE, fits ? lrs_str_text(&text) : "", true);
    lrs_str_clear(&text);
}

void lrs_expression_open(struct lrs_ui *ui, const struct lrs_kind *kind)
{
    const struct lrs_param *p = &kind->params[0];
    snprintf(ui->entry_path, sizeof ui->entry_path, "schedule.%s", p->name);
    open_entry(ui, LRS_OVER_VALUE, p->def_text, true);
    ui->entry_kind = kind;
    lrs_copy_text(
        ui->completions, sizeof ui->completions,
        "a factor on lr, of t (tick, from 0) and T (ticks of the run): 0.95^t; Enter takes it");
}

void lrs_overlay_open(struct lrs_ui *ui, enum lrs_overlay overlay)
{
    ui->overlay = overlay;
    ui->message[0] = '\0';
    ui->message_is_error = false;
}

void lrs_overlay_close(struct lrs_ui *ui)
{
    if (ui->overlay == LRS_OVER_CHOOSER)
        lrs_chooser_clear(ui);
    lrs_free(ui->leave_text);
    ui->leave_text = NULL;
    ui->overlay = LRS_OVER_NONE;
    ui->entry_error[0] = '\0';
    ui->completions[0] = '\0';
}

static void remember(struct lrs_ui *ui, const char *line)
{
    if (ui->n_history > 0 && strcmp(ui->history[ui->n_history - 1], line) == 0)
        return;
    if (ui->n_history == LRS_HISTORY_MAX) {
        lrs_free(ui->history[0]);
        memmove(&ui->history[0], &ui->history[1], (LRS_HISTORY_MAX - 1) * sizeof *ui->history);
        ui->n_history--;
    }
    ui->history[ui->n_history++] = lrs_strdup(line);
}

static void walk_history(struct lrs_ui *ui, int by)
{
    int to = ui->history_at + by;
    if (ui->overlay != LRS_OVER_PROMPT || to < 0 || to > ui->n_history)
        return;
    if (ui->history_at == ui->n_history)
        memcpy(ui->draft, ui->entry.text, sizeof ui->draft);
    ui->history_at = to;
    lrs_entry_set(&ui->entry, to == ui->n_history ? ui->draft : ui->history[to], false);
}

static void refuse(struct lrs_ui *ui, const struct lrs_err *err)
{
    lrs_copy_text(ui->entry_error, sizeof ui->entry_error, err->msg);
}

/* The action may open something over the panels itself, so the prompt makes room first. */
static void enter_prompt(struct lrs_ui *ui)
{
    struct lrs_err err = {""};
    struct lrs_entry line = ui->entry;
    lrs_overlay_close(ui);
    if (strspn(line.text, " :") == strlen(line.text))
        return;
    remember(ui, line.text);
    if (lrs_action_line(ui, line.text, &err))
        return;
    open_entry(ui, LRS_OVER_PROMPT, "", false);
    ui->entry = line;
    refuse(ui, &err);
}

static void enter_value(struct lrs_ui *ui)
{
    struct lrs_err err = {""};
    char path[80];
    memcpy(path, ui->entry_path, sizeof path);
    bool ok = ui->entry_kind ? lrs_ui_use_expression(ui, ui->entry_kind, ui->entry.text, &err)
                             : lrs_ui_set(ui, path, ui->entry.text, &err);
    if (!ok) {
        refuse(ui, &err);
        return;
    }
    lrs_overlay_close(ui);
    lrs_ui_select(ui, path);
}

static void edit_line(struct lrs_ui *ui, uint32_t key)
{
    if (key == LRS_KEY_UP || key == LRS_CTRL('p'))
        walk_history(ui, -1);
    else if (key == LRS_KEY_DOWN || key == LRS_CTRL('n'))
        walk_history(ui, 1);
    else if (!lrs_entry_key(&ui->entry, key))
        return;
    ui->tab_at = -1;
    ui->entry_error[0] = '\0';
    lrs_complete_show(ui);
}

void lrs_prompt_key(struct lrs_ui *ui, uint32_t key)
{
    bool empty = ui->entry.text[0] == '\0' && ui->overlay == LRS_OVER_PROMPT;
    if (key == LRS_KEY_ESC || (key == LRS_KEY_BACKSPACE && empty))
        lrs_overlay_close(ui);
    else if (key == LRS_KEY_ENTER && ui->overlay == LRS_OVER_PROMPT)
        enter_prompt(ui);
    else if (key == LRS_KEY_ENTER)
        enter_value(ui);
    else if (key == LRS_KEY_TAB || key == LRS_KEY_SHIFT_TAB)
        lrs_complete(ui, key == LRS_KEY_TAB ? 1 : -1);
    else
        edit_line(ui, key);
}

void lrs_prompt_paste(struct lrs_ui *ui, const char *text)
{
    bool code = ui->overlay == LRS_OVER_PROMPT && lrs_python_is(text);
    char *line = code ? lrs_python_line(text) : lrs_strdup(text);
    bool fits = strlen(ui->entry.text) + strlen(line) < sizeof ui->entry.text;
    if (fits || !code)
        lrs_entry_insert(&ui->entry, line);
    ui->tab_at = -1;
    ui->entry_error[0] = '\0';
    lrs_complete_show(ui);
    if (!fits && code)
        snprintf(ui->entry_error, sizeof ui->entry_error,
                 "more code than a line holds: copy the lines of optimizer and schedule alone");
    lrs_free(line);
}
