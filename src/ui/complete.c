/* Completion of the line that is being typed: names of actions, then what each action's arguments
 * are said to be in the action table (PATH, VALUE, SCHEDULE ...). Tab goes as far as all candidates
 * agree, then walks them. */
#include <string.h>

#include "complete.h"
#include "lrscope/mem.h"

void lrs_candidates_add(struct lrs_candidates *c, const char *name)
{
    size_t n = strlen(c->word);
    bool fits = c->inside ? lrs_text_contains(name, c->word, n) : lrs_text_begins(name, c->word, n);
    if (fits && c->n < LRS_CANDIDATES_MAX)
        c->at[c->n++] = lrs_strdup(name);
}

static void clear(struct lrs_candidates *c)
{
    while (c->n > 0)
        lrs_free(c->at[--c->n]);
}

/* Word K of TEXT without brackets, "" where there are fewer. */
static void word_of(const char *text, int k, char *word, size_t size)
{
    for (; k > 0 && *text; k--) {
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    text += strspn(text, "[");
    char *copy = lrs_strndup(text, strcspn(text, " ]"));
    lrs_copy_text(word, size, copy);
    lrs_free(copy);
}

/* Which argument the end of LINE is in (0 = the action's name), and where its word begins. The
 * arguments that are specs go on to the end of the line, spaces and all. */
static int place_of(const char *line, const char *args, size_t *word_at)
{
    const char *at = line + strspn(line, " :");
    int k = 0;
    *word_at = (size_t)(at - line);
    while (*(at += strcspn(at, " "))) {
        char type[24];
        word_of(args, k > 0 ? k - 1 : 0, type, sizeof type);
        bool last = strcmp(type, "PATH") && strcmp(type, "KEY") && strcmp(type, "FORMAT");
        if (k > 0 && last)
            break;
        at += strspn(at, " ");
        *word_at = (size_t)(at - line);
        k++;
    }
    return k;
}

/* The action that the line names, and which of its words the end of the line is in. */
static const struct lrs_action *action_of(const char *line, int *k, size_t *word_at)
{
    char name[32];
    word_of(line + strspn(line, " :"), 0, name, sizeof name);
    const struct lrs_action *a = lrs_action_find(name, NULL);
    *k = place_of(line, a && a->args ? a->args : "", word_at);
    return a;
}

static void gather(struct lrs_ui *ui, const char *line, struct lrs_candidates *c)
{
    c->word = line;
    c->word_at = 0;
    if (ui->overlay == LRS_OVER_VALUE) {
        lrs_candidates_values(ui, ui->entry_path, c);
        return;
    }
    char type[24], before[80] = "";
    int k;
    const struct lrs_action *a = action_of(line, &k, &c->word_at);
    c->word = line + c->word_at;
    if (k == 0) {
        lrs_candidates_actions(c);
        return;
    }
    if (!a)
        return;
    word_of(a->args ? a->args : "", k - 1, type, sizeof type);
    word_of(line + strspn(line, " :"), k - 1, before, sizeof before);
    lrs_candidates_argument(ui, type, before, line, c);
}

/* What begins with the word; where nothing does, what holds it. */
static void find_candidates(struct lrs_ui *ui, const char *line, struct lrs_candidates *c)
{
    *c = (struct lrs_candidates){0};
    gather(ui, line, c);
    if (c->n > 0 || strlen(c->word) < 2)
        return;
    *c = (struct lrs_candidates){.inside = true};
    gather(ui, line, c);
}

/* Those that fit beside each other into the window, the next one first, and how many more. */
static void show(struct lrs_ui *ui, const struct lrs_candidates *c)
{
    enum { MORE_W = 14 };
    struct lrs_str text = {0};
    int from = ui->tab_at > 0 ? ui->tab_at : 0, i = 0;
    for (; i < c->n; i++) {
        const char *name = c->at[(from + i) % c->n];
        int room = ui->w - 1 - (i < c->n - 1 ? MORE_W : 0);
        size_t bytes = text.len + strlen(name) + 2 + MORE_W;
        bool fits = lrs_text_width(lrs_str_text(&text)) + 2 + lrs_text_width(name) <= room;
        if (i > 0 && (!fits || bytes >= sizeof ui->completions))
            break;
        lrs_str_addf(&text, "%s%s", i > 0 ? "  " : "", name);
    }
    if (i < c->n)
        lrs_str_addf(&text, "  (%d more)", c->n - i);
    lrs_copy_text(ui->completions, sizeof ui->completions, lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* What the action of LINE does and takes, once there is no doubt which it is. */
static void show_action(struct lrs_ui *ui, const char *line, const struct lrs_candidates *c)
{
    size_t word_at;
    int k;
    const struct lrs_action *a =
        ui->overlay == LRS_OVER_PROMPT ? action_of(line, &k, &word_at) : NULL;
    if (!a && ui->overlay == LRS_OVER_PROMPT && k == 0 && c->n == 1)
        a = lrs_action_find(c->at[0], NULL);
    if (!a || c->n > (k == 0))
        return;
    char *text =
        lrs_format("%s%s%s: %s", a->name, a->args ? " " : "", a->args ? a->args : "", a->help);
    lrs_copy_text(ui->completions, sizeof ui->completions, text);
    lrs_free(text);
}

/* The part of the line before the cursor; what the next letter would replace does not count. */
static void line_until_cursor(const struct lrs_ui *ui, char line[LRS_LINE_MAX])
{
    line[0] = '\0';
    if (ui->entry.fresh)
        return;
    memcpy(line, ui->entry.text, (size_t)ui->entry.at);
    line[ui->entry.at] = '\0';
}

void lrs_complete_show(struct lrs_ui *ui)
{
    char line[LRS_LINE_MAX];
    struct lrs_candidates c;
    line_until_cursor(ui, line);
    find_candidates(ui, line, &c);
    show(ui, &c);
    show_action(ui, line, &c);
    clear(&c);
}

/* Puts LINE's beginning up to the word, and WORD, before the cursor; what is behind it stays. */
static void replace_word(struct lrs_ui *ui, size_t word_at, const char *line, const char *word)
{
    struct lrs_str text = {0};
    lrs_str_addn(&text, line, word_at);
    lrs_str_add(&text, word);
    size_t at = text.len;
    lrs_str_add(&text, ui->entry.text + ui->entry.at);
    if (text.len < sizeof ui->entry.text) {
        lrs_entry_set(&ui->entry, lrs_str_text(&text), false);
        ui->entry.at = (int)at;
    }
    lrs_str_clear(&text);
}

static size_t agree(const struct lrs_candidates *c)
{
    size_t n = strlen(c->at[0]);
    for (int i = 1; i < c->n; i++)
        for (size_t k = 0; k < n; k++)
            if (c->at[i][k] != c->at[0][k])
                n = k;
    return n;
}

/* An action that takes something wants a space next. */
static void finish_word(struct lrs_ui *ui, const struct lrs_candidates *c)
{
    const struct lrs_action *a = lrs_action_find(c->at[0], NULL);
    bool name = strspn(ui->stem, " :") == c->word_at && ui->overlay == LRS_OVER_PROMPT;
    enum lrs_part part;
    struct lrs_ref ref;
    bool path = lrs_experiment_find(ui->exp, c->at[0], &part, &ref, NULL);
    replace_word(ui, c->word_at, ui->stem, c->at[0]);
    if ((name && a && a->args) || path)
        lrs_entry_insert(&ui->entry, " ");
}

static void first_tab(struct lrs_ui *ui, const struct lrs_candidates *c, int by)
{
    size_t common = agree(c);
    if (c->n == 1) {
        finish_word(ui, c);
    } else if (!c->inside && common > strlen(c->word)) {
        char *word = lrs_strndup(c->at[0], common);
        replace_word(ui, c->word_at, ui->stem, word);
        lrs_free(word);
    } else {
        ui->tab_at = by > 0 ? 0 : c->n - 1;
        replace_word(ui, c->word_at, ui->stem, c->at[ui->tab_at]);
    }
}

void lrs_complete(struct lrs_ui *ui, int by)
{
    struct lrs_candidates c;
    if (ui->entry.fresh)
        lrs_entry_set(&ui->entry, "", false);
    if (ui->tab_at < 0)
        line_until_cursor(ui, ui->stem);
    find_candidates(ui, ui->stem, &c);
    if (c.n > 0 && ui->tab_at < 0) {
        first_tab(ui, &c, by);
    } else if (c.n > 0) {
        ui->tab_at = (ui->tab_at + by + c.n) % c.n;
        replace_word(ui, c.word_at, ui->stem, c.at[ui->tab_at]);
    }
    ui->entry_error[0] = '\0';
    if (ui->tab_at >= 0)
        show(ui, &c);
    clear(&c);
    if (ui->tab_at < 0)
        lrs_complete_show(ui);
}
