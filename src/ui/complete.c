/* Completion of the line that is being typed: names of actions, then what each action's arguments
 * are said to be in the action table (PATH, VALUE, SCHEDULE ...). Tab goes as far as all candidates
 * agree, then walks them. */
#include <string.h>

#include "explain.h"
#include "lrscope/mem.h"
#include "lrscope/theme.h"

enum { CANDIDATES_MAX = 256 };

struct candidates {
    const char *word; /* what they have to begin with */
    size_t word_at;   /* where it begins in the line */
    int n;
    char *at[CANDIDATES_MAX]; /* owned */
};

static void add(struct candidates *c, const char *name)
{
    if (c->n < CANDIDATES_MAX && strncmp(name, c->word, strlen(c->word)) == 0)
        c->at[c->n++] = lrs_strdup(name);
}

static void clear(struct candidates *c)
{
    while (c->n > 0)
        lrs_free(c->at[--c->n]);
}

static void add_actions(struct candidates *c)
{
    for (int i = 0; lrs_actions[i].name; i++)
        add(c, lrs_actions[i].name);
}

static void add_paths(const struct lrs_ui *ui, struct candidates *c)
{
    char path[80];
    for (int i = 0; i < ui->n_rows; i++)
        add(c, lrs_ui_row_path(ui, i, path));
}

/* The names a value can have, or the value it has. */
static void add_values(struct lrs_ui *ui, const char *path, struct candidates *c)
{
    enum lrs_part part;
    struct lrs_ref ref;
    if (!lrs_experiment_find(ui->exp, path, &part, &ref, NULL))
        return;
    const struct lrs_param *p = lrs_ref_param(&ref);
    if (p->type == LRS_TYPE_BOOL) {
        add(c, "false");
        add(c, "true");
    } else if (p->type == LRS_TYPE_CHOICE) {
        for (int i = 0; p->choices[i].name; i++)
            add(c, p->choices[i].name);
    } else if (ref.element < 0) {
        struct lrs_str text = {0};
        lrs_param_print(p, lrs_ref_value(&ref), &text);
        add(c, lrs_str_text(&text));
        lrs_str_clear(&text);
    }
}

/* The kind whose brace is still open at the end of LINE, or NULL. */
static const struct lrs_kind *open_kind(const struct lrs_registry *reg, const char *line)
{
    const char *at = line + strlen(line);
    for (int depth = 0; at > line; at--) {
        depth += at[-1] == '}' ? 1 : at[-1] == '{' ? -1 : 0;
        if (depth < 0)
            break;
    }
    if (at == line)
        return NULL;
    const char *end = at - 1;
    while (end > line && end[-1] == ' ')
        end--;
    const char *from = end;
    while (from > line && !strchr(" {,=", from[-1]))
        from--;
    char *name = lrs_strndup(from, (size_t)(end - from));
    const struct lrs_kind *kind = lrs_registry_find(reg, name, NULL);
    lrs_free(name);
    return kind;
}

/* Inside a kind's braces its rows, elsewhere kinds; the word begins behind the last separator. */
static void add_spec(enum lrs_part part, const char *line, struct candidates *c)
{
    const struct lrs_registry *reg = lrs_part_registry(part);
    const char *word = line + strlen(line);
    while (word > c->word && !strchr(" {,=", word[-1]))
        word--;
    c->word_at += (size_t)(word - c->word);
    c->word = word;
    const struct lrs_kind *open = open_kind(reg, line);
    bool value = word > line && word[-1] == '=';
    for (int i = 0; open && !value && i < open->n_params; i++) {
        char *text = lrs_format("%s=", open->params[i].name);
        add(c, text);
        lrs_free(text);
    }
    if (open && (value || lrs_spec_children_row(open) < 0))
        return;
    for (int i = 0; reg->kinds[i]; i++)
        add(c, reg->kinds[i]->name);
}

static void add_names(char **(*list)(int *n), struct candidates *c)
{
    int n;
    char **names = list(&n);
    for (int i = 0; i < n; i++) {
        add(c, names[i]);
        lrs_free(names[i]);
    }
    lrs_free(names);
}

static void add_themes(struct candidates *c)
{
    for (int i = 0; i < lrs_theme_count(); i++)
        add(c, lrs_theme(i)->name);
}

static void add_suggestions(struct candidates *c)
{
    for (int i = 0; i < LRS_SUGGESTIONS; i++)
        add(c, lrs_suggest_name((enum lrs_suggest)i));
}

static void add_glyphs(struct candidates *c)
{
    add(c, "braille");
    add(c, "quadrant");
    add(c, "ascii");
}

static void add_exports(struct candidates *c)
{
    for (int i = 0; lrs_leaves[i].name; i++)
        add(c, lrs_leaves[i].name);
}

static void add_pictures(const struct lrs_ui *ui, struct candidates *c)
{
    for (int i = 0; lrs_ui_picture_name(ui, i); i++)
        add(c, lrs_ui_picture_name(ui, i));
}

static void add_terms(struct candidates *c)
{
    for (int i = 0; lrs_ui_term(i); i++)
        add(c, lrs_ui_term(i));
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

static void add_argument(struct lrs_ui *ui, const char *type, const char *before, const char *line,
                         struct candidates *c)
{
    static const struct {
        const char *type;
        enum lrs_part part;
    } specs[] = {{"SCHEDULE", LRS_SCHEDULE},
                 {"OPTIMIZER", LRS_OPTIMIZER},
                 {"PROBLEM", LRS_PROBLEM},
                 {"MODEL", LRS_MODEL}};
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
        if (strcmp(type, specs[i].type) == 0)
            add_spec(specs[i].part, line, c);
    if (strcmp(type, "PATH") == 0)
        add_paths(ui, c);
    else if (strcmp(type, "VALUE") == 0)
        add_values(ui, before, c);
    else if (strcmp(type, "SCENE") == 0)
        add_names(lrs_scene_names, c);
    else if (strcmp(type, "LESSON") == 0)
        add_names(lrs_lesson_names, c);
    else if (strcmp(type, "THEME") == 0)
        add_themes(c);
    else if (strcmp(type, "ACTION") == 0)
        add_actions(c);
    else if (strcmp(type, "SUGGESTION") == 0)
        add_suggestions(c);
    else if (strcmp(type, "GLYPHS") == 0)
        add_glyphs(c);
    else if (strcmp(type, "FORMAT") == 0)
        add_exports(c);
    else if (strcmp(type, "PICTURE") == 0)
        add_pictures(ui, c);
    else if (strcmp(type, "WORD") == 0)
        add_terms(c);
    else if (strcmp(type, "POLICY") == 0)
        add_values(ui, "train.on_edit", c);
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
        bool last = strcmp(type, "PATH") != 0 && strcmp(type, "KEY") != 0;
        if (k > 0 && last)
            break;
        at += strspn(at, " ");
        *word_at = (size_t)(at - line);
        k++;
    }
    return k;
}

static void find_candidates(struct lrs_ui *ui, const char *line, struct candidates *c)
{
    *c = (struct candidates){.word = line};
    if (ui->overlay == LRS_OVER_VALUE) {
        add_values(ui, ui->entry_path, c);
        return;
    }
    char name[32], type[24], before[80] = "";
    word_of(line + strspn(line, " :"), 0, name, sizeof name);
    const struct lrs_action *a = lrs_action_find(name, NULL);
    const char *args = a && a->args ? a->args : "";
    int k = place_of(line, args, &c->word_at);
    c->word = line + c->word_at;
    if (k == 0) {
        add_actions(c);
        return;
    }
    if (!a)
        return;
    word_of(args, k - 1, type, sizeof type);
    word_of(line + strspn(line, " :"), k - 1, before, sizeof before);
    add_argument(ui, type, before, line, c);
}

static void show(struct lrs_ui *ui, const struct candidates *c)
{
    struct lrs_str text = {0};
    int from = ui->tab_at > 0 ? ui->tab_at : 0;
    for (int i = 0; i < c->n; i++)
        lrs_str_addf(&text, "%s%s", i > 0 ? "  " : "", c->at[(from + i) % c->n]);
    lrs_copy_text(ui->completions, sizeof ui->completions, lrs_str_text(&text));
    lrs_str_clear(&text);
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
    struct candidates c;
    line_until_cursor(ui, line);
    find_candidates(ui, line, &c);
    show(ui, &c);
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

static size_t agree(const struct candidates *c)
{
    size_t n = strlen(c->at[0]);
    for (int i = 1; i < c->n; i++)
        for (size_t k = 0; k < n; k++)
            if (c->at[i][k] != c->at[0][k])
                n = k;
    return n;
}

/* An action that takes something wants a space next. */
static void finish_word(struct lrs_ui *ui, const struct candidates *c)
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

static void first_tab(struct lrs_ui *ui, const struct candidates *c, int by)
{
    size_t common = agree(c);
    if (c->n == 1) {
        finish_word(ui, c);
    } else if (common > strlen(c->word)) {
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
    struct candidates c;
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
