/* Parts of the manual pages: commands, options, keys, fields and kinds, in roff. */
#include "papers.h"

#include <ctype.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/model.h"
#include "lrscope/ui.h"

/* Characters that roff would take for something else; hyphens are to be copied as they are. */
static void put(struct lrs_str *out, const char *text)
{
    static const struct {
        char c;
        const char *roff;
    } escapes[] = {{'\\', "\\e"},  {'-', "\\-"},   {'\'', "\\(aq"},
                   {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"}};
    for (; *text; text++) {
        const char *roff = NULL;
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
            roff = *text == escapes[i].c ? escapes[i].roff : roff;
        if (*text == '.' && (!out->len || out->s[out->len - 1] == '\n'))
            roff = "\\&.";
        lrs_str_addn(out, roff ? roff : text, roff ? strlen(roff) : 1);
    }
}

static void font(struct lrs_str *out, char name, const char *text)
{
    lrs_str_addf(out, "\\f%c", name);
    put(out, text);
    lrs_str_add(out, "\\fR");
}

/* As a sentence. */
static void sentence(struct lrs_str *out, const char *text)
{
    char first[2] = {(char)toupper((unsigned char)text[0]), '\0'};
    size_t len = strlen(text);
    put(out, first);
    put(out, text + 1);
    lrs_str_add(out, len && strchr(".!?", text[len - 1]) ? "\n" : ".\n");
}

static void usage(struct lrs_str *out, const struct cli_command *c)
{
    lrs_str_add(out, "\\fBlrscope");
    if (c->name)
        lrs_str_addf(out, " %s", c->name);
    lrs_str_add(out, "\\fR");
    if (c->operand) {
        lrs_str_add(out, " ");
        font(out, 'I', c->operand);
    }
}

static void synopsis(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++) {
        usage(out, c);
        lrs_str_add(out, " [\\fIoptions\\fR]\n.br\n");
    }
}

static void option(struct lrs_str *out, const struct cli_option_info *o)
{
    lrs_str_add(out, ".TP\n");
    font(out, 'B', o->name);
    if (o->arg) {
        lrs_str_add(out, " ");
        font(out, 'I', o->arg);
    }
    lrs_str_add(out, "\n");
    sentence(out, o->help);
}

static void commands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++) {
        lrs_str_add(out, ".SS ");
        usage(out, c);
        lrs_str_add(out, "\n");
        sentence(out, c->summary);
        if (c->details) {
            lrs_str_add(out, ".PP\n");
            put(out, c->details);
        }
        for (int i = 0; i < cli_option_count(); i++) {
            struct cli_option_info o = cli_option_info(i);
            if (o.commands & c->bit && !paper_is_override(&o) && !paper_is_general(&o))
                option(out, &o);
        }
    }
}

static void overrides(struct lrs_str *out)
{
    for (int i = 0; i < cli_option_count(); i++) {
        struct cli_option_info o = cli_option_info(i);
        if (paper_is_override(&o))
            option(out, &o);
    }
}

static void general(struct lrs_str *out)
{
    for (int i = 0; i < cli_option_count(); i++) {
        struct cli_option_info o = cli_option_info(i);
        if (paper_is_general(&o))
            option(out, &o);
    }
}

/* "Space, Enter   :toggle [N]   (finder)". */
static void action(struct lrs_str *out, const struct lrs_action_info *a)
{
    lrs_str_add(out, ".TP\n");
    for (const char *key = a->keys; *key;) {
        size_t n = strcspn(key, " ");
        char *word = lrs_strndup(key, n);
        font(out, 'B', word);
        lrs_free(word);
        key += n + (key[n] == ' ');
        lrs_str_add(out, *key ? ", " : "  ");
    }
    lrs_str_add(out, ":");
    put(out, a->name);
    if (a->args) {
        lrs_str_add(out, " ");
        font(out, 'I', a->args);
    }
    lrs_str_add(out, "\n");
    if (!lrs_text_has_word(a->contexts, "main"))
        lrs_str_addf(out, "(%s) ", a->contexts);
    put(out, a->help);
    lrs_str_add(out, "\n");
}

static void actions(struct lrs_str *out)
{
    const char *group = "";
    for (int i = 0; i < lrs_action_count(); i++) {
        struct lrs_action_info a = lrs_action_info(i);
        if (strcmp(a.group, group))
            lrs_str_addf(out, ".SS %c%s\n", toupper((unsigned char)a.group[0]), a.group + 1);
        group = a.group;
        action(out, &a);
    }
}

static void entry(struct lrs_str *out, const char *name, const char *help)
{
    lrs_str_add(out, ".TP\n");
    font(out, 'B', name);
    lrs_str_add(out, "\n");
    put(out, help);
    lrs_str_add(out, "\n");
}

static void fields(struct lrs_str *out)
{
    const char *name, *help;
    for (int i = 0; lrs_scene_field(i, &name, &help); i++)
        entry(out, name, help);
}

static void beats(struct lrs_str *out)
{
    const char *name, *help;
    for (int i = 0; lrs_beat_field(i, &name, &help); i++)
        entry(out, name, help);
}

static void figures(struct lrs_str *out)
{
    for (int i = 0; i < LRS_FIGURE_KINDS; i++)
        entry(out, lrs_figure_rows[i].name, lrs_figure_rows[i].help);
}

/* "gamma = 0.1 (0 <= gamma)" and its help. */
static void row(struct lrs_str *out, const struct lrs_param *p)
{
    struct lrs_value v = lrs_param_default(p);
    struct lrs_str def = {0}, range = {0};
    lrs_param_print(p, &v, &def);
    lrs_param_print_range(p, &range);
    lrs_str_add(out, ".TP\n");
    font(out, 'I', p->name);
    lrs_str_add(out, " = ");
    put(out, lrs_str_text(&def));
    lrs_str_add(out, "\n");
    put(out, p->help);
    lrs_str_add(out, " (");
    put(out, lrs_str_text(&range));
    if (p->unit)
        lrs_str_addf(out, "; %s", p->unit);
    lrs_str_add(out, ")\n");
    for (int i = 0; p->type == LRS_TYPE_CHOICE && i < lrs_param_choices(p); i++) {
        lrs_str_add(out, ".br\n");
        font(out, 'B', p->choices[i].name);
        lrs_str_add(out, ": ");
        put(out, p->choices[i].help);
        lrs_str_add(out, ".\n");
    }
    lrs_value_clear(&v);
    lrs_str_clear(&def);
    lrs_str_clear(&range);
}

static void rows(struct lrs_str *out, const struct lrs_kind *k)
{
    for (int i = 0; i < k->n_params; i++)
        row(out, &k->params[i]);
}

static void kinds(struct lrs_str *out, const struct lrs_registry *reg)
{
    for (int i = 0; reg->kinds[i]; i++) {
        const struct lrs_kind *k = reg->kinds[i];
        lrs_str_add(out, ".TP\n");
        font(out, 'B', k->name);
        lrs_str_addf(out, " (%s%s", k->id, k->aliases ? ", " : "");
        put(out, k->aliases ? k->aliases : "");
        lrs_str_add(out, ")\n");
        put(out, k->summary);
        lrs_str_add(out, "\n.RS\n");
        rows(out, k);
        lrs_str_add(out, ".RE\n");
    }
}

static void problems(struct lrs_str *out)
{
    kinds(out, &lrs_problems);
}

static void models(struct lrs_str *out)
{
    kinds(out, &lrs_models);
}

static void optimizers(struct lrs_str *out)
{
    kinds(out, &lrs_optimizers);
}

static void schedules(struct lrs_str *out)
{
    kinds(out, &lrs_schedules);
}

static void train(struct lrs_str *out)
{
    rows(out, lrs_train_registry.kinds[0]);
}

static void finder(struct lrs_str *out)
{
    rows(out, lrs_finder_registry.kinds[0]);
}

const struct paper_part paper_man[] = {
    {"synopsis", synopsis},
    {"commands", commands},
    {"overrides", overrides},
    {"general", general},
    {"actions", actions},
    {"fields", fields},
    {"beats", beats},
    {"figures", figures},
    {"problems", problems},
    {"models", models},
    {"optimizers", optimizers},
    {"schedules", schedules},
    {"train", train},
    {"finder", finder},
    {NULL, NULL},
};
