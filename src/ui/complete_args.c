/* What the argument of an action can be: its type, as the action table says it (PATH, VALUE, SCHEDULE
 * ...), decides which names there are. */
#include <string.h>

#include "complete.h"
#include "explain.h"
#include "lrscope/mem.h"
#include "lrscope/theme.h"

void lrs_candidates_actions(struct lrs_candidates *c)
{
    for (int i = 0; lrs_actions[i].name; i++)
        lrs_candidates_add(c, lrs_actions[i].name);
}

static void add_paths(const struct lrs_ui *ui, struct lrs_candidates *c)
{
    char path[80];
    for (int i = 0; i < ui->n_rows; i++)
        lrs_candidates_add(c, lrs_ui_row_path(ui, i, path));
}

void lrs_candidates_values(struct lrs_ui *ui, const char *path, struct lrs_candidates *c)
{
    enum lrs_part part;
    struct lrs_ref ref;
    if (!lrs_experiment_find(ui->exp, path, &part, &ref, NULL))
        return;
    const struct lrs_param *p = lrs_ref_param(&ref);
    if (p->type == LRS_TYPE_BOOL) {
        lrs_candidates_add(c, "false");
        lrs_candidates_add(c, "true");
    } else if (p->type == LRS_TYPE_CHOICE) {
        for (int i = 0; p->choices[i].name; i++)
            lrs_candidates_add(c, p->choices[i].name);
    } else if (ref.element < 0) {
        struct lrs_str text = {0};
        lrs_param_print(p, lrs_ref_value(&ref), &text);
        lrs_candidates_add(c, lrs_str_text(&text));
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
static void add_spec(enum lrs_part part, const char *line, struct lrs_candidates *c)
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
        lrs_candidates_add(c, text);
        lrs_free(text);
    }
    if (open && (value || lrs_spec_children_row(open) < 0))
        return;
    for (int i = 0; reg->kinds[i]; i++)
        lrs_candidates_add(c, reg->kinds[i]->name);
}

static void add_names(char **(*list)(int *n), struct lrs_candidates *c)
{
    int n;
    char **names = list(&n);
    for (int i = 0; i < n; i++) {
        lrs_candidates_add(c, names[i]);
        lrs_free(names[i]);
    }
    lrs_free(names);
}

static void add_themes(struct lrs_candidates *c)
{
    for (int i = 0; i < lrs_theme_count(); i++)
        lrs_candidates_add(c, lrs_theme(i)->name);
}

static void add_suggestions(struct lrs_candidates *c)
{
    for (int i = 0; i < LRS_SUGGESTIONS; i++)
        lrs_candidates_add(c, lrs_suggest_name((enum lrs_suggest)i));
}

static void add_glyphs(struct lrs_candidates *c)
{
    lrs_candidates_add(c, "braille");
    lrs_candidates_add(c, "quadrant");
    lrs_candidates_add(c, "ascii");
}

static void add_exports(struct lrs_candidates *c)
{
    for (int i = 0; lrs_leaves[i].name; i++)
        lrs_candidates_add(c, lrs_leaves[i].name);
}

static void add_pictures(const struct lrs_ui *ui, struct lrs_candidates *c)
{
    for (int i = 0; lrs_ui_picture_name(ui, i); i++)
        lrs_candidates_add(c, lrs_ui_picture_name(ui, i));
}

static void add_terms(struct lrs_candidates *c)
{
    for (int i = 0; lrs_ui_term(i); i++)
        lrs_candidates_add(c, lrs_ui_term(i));
}

/* "on" and "off" of "on|off". */
static void add_words(struct lrs_candidates *c, const char *words)
{
    for (const char *at = words; *at; at += *at == '|') {
        size_t n = strcspn(at, "|");
        char *word = lrs_strndup(at, n);
        lrs_candidates_add(c, word);
        lrs_free(word);
        at += n;
    }
}

void lrs_candidates_argument(struct lrs_ui *ui, const char *type, const char *before,
                             const char *line, struct lrs_candidates *c)
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
        lrs_candidates_values(ui, before, c);
    else if (strcmp(type, "SCENE") == 0 && strchr(c->word, '/'))
        lrs_candidates_files(c);
    else if (strcmp(type, "SCENE") == 0)
        add_names(lrs_scene_names, c);
    else if (strcmp(type, "FILE") == 0)
        lrs_candidates_files(c);
    else if (strchr(type, '|'))
        add_words(c, type);
    else if (strcmp(type, "LESSON") == 0)
        add_names(lrs_lesson_names, c);
    else if (strcmp(type, "THEME") == 0)
        add_themes(c);
    else if (strcmp(type, "ACTION") == 0)
        lrs_candidates_actions(c);
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
        lrs_candidates_values(ui, "train.on_edit", c);
}
