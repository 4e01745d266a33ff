/* lrscope notes: what a lesson says and asks, beat by beat, with the presenter's notes, for a second
 * screen or for paper. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "lrscope/mem.h"

enum { WIDTH = 78, INDENT = 6 };

/* The words of TEXT over lines of WIDTH columns; LABEL stands in the margin of the first. */
static void print_wrapped(FILE *out, const char *label, const char *text)
{
    int x = INDENT;
    fprintf(out, "%*s%s", INDENT - lrs_text_width(label), "", label);
    while (*text) {
        size_t blanks = strspn(text, " \n"), n = strcspn(text + blanks, " \n");
        char *word = lrs_format("%.*s", (int)n, text + blanks);
        int w = lrs_text_width(word);
        bool first = x == INDENT;
        if (!first && x + 1 + w > WIDTH) {
            fprintf(out, "\n%*s", INDENT, "");
            x = INDENT;
            first = true;
        }
        fprintf(out, "%s%s", first ? "" : " ", word);
        x += w + !first;
        text += blanks + n;
        lrs_free(word);
    }
    fputc('\n', out);
}

static void add_value(struct lrs_str *text, const struct lrs_beat_set *set)
{
    char number[LRS_NUMBER_MAX];
    lrs_str_addf(text, "%s = ", set->path);
    if (set->spec)
        lrs_spec_print(set->spec, false, text);
    else if (set->row)
        lrs_param_pretty(set->row, &set->value, text);
    else
        lrs_str_add(text, lrs_number_exact(number, set->value.real));
}

static void add_setting(struct lrs_str *text, const struct lrs_setting *s)
{
    for (int i = 0; i < s->n; i++) {
        lrs_str_add(text, i ? ", " : "");
        add_value(text, &s->set[i]);
    }
}

static void add_part(struct lrs_str *text, const char *what)
{
    lrs_str_addf(text, "%s%s", text->len ? "; " : "", what);
}

/* "sets schedule.T_max = 20; runs again from the start": what is going to happen on the screen. */
static void print_doings(FILE *out, const struct lrs_beat *b)
{
    struct lrs_str text = {0};
    if (b->setting.n > 0) {
        add_part(&text, "sets ");
        add_setting(&text, &b->setting);
    }
    for (int i = 0; i < b->n_compared; i++) {
        add_part(&text, i ? "" : "side by side: ");
        lrs_str_addf(&text, "%s with ", b->compared[i].name);
        add_setting(&text, &b->compared[i]);
    }
    if (b->seeds > 0)
        lrs_str_addf(&text, "; verdict over %d seeds", b->seeds);
    if (b->find)
        add_part(&text, "runs the learning-rate finder");
    if (b->runs && b->n_compared == 0)
        add_part(&text, b->anew ? "runs from the start" : "runs on");
    if (b->keep[0]) {
        add_part(&text, "keeps the curve as ");
        lrs_str_addf(&text, "\"%s\"", b->keep);
    }
    if (text.len)
        print_wrapped(out, "> ", lrs_str_text(&text));
    lrs_str_clear(&text);
}

static void print_beat(FILE *out, const struct lrs_lesson *l, int i)
{
    const struct lrs_beat *b = &l->beat[i];
    char label[16];
    snprintf(label, sizeof label, "%d/%d ", i + 1, l->n);
    fputc('\n', out);
    if (b->say)
        print_wrapped(out, label, b->say);
    if (b->ask)
        print_wrapped(out, label, b->ask);
    for (int k = 0; k < b->n_choices; k++) {
        char letter[8];
        snprintf(letter, sizeof letter, "%s%c ", k == b->answer ? "* " : "", 'a' + k);
        print_wrapped(out, letter, b->choice[k]);
    }
    if (b->reveal)
        print_wrapped(out, b->say || b->ask ? "then " : label, b->reveal);
    print_doings(out, b);
    if (b->notes)
        print_wrapped(out, "N ", b->notes);
}

int cli_notes(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_args meant = *args;
    struct cli_scene scene;
    struct cli_out out;
    char *name = lrs_lesson_called(args->operand);
    meant.operand = name ? name : args->operand;
    bool opened = cli_scene_open(&meant, &scene, &err);
    lrs_free(name);
    if (!opened)
        return cli_fail(CLI_USAGE, &err);
    const struct lrs_lesson *l = scene.scene->lesson;
    if (!l || l->n == 0) {
        int status = cli_failf(CLI_USAGE, "%s has no lesson (lrscope list scenes shows which have)",
                               scene.scene->name);
        cli_scene_close(&scene);
        return status;
    }
    cli_out_begin(&out, NULL, &err);
    fprintf(out.f, "%s\n", scene.scene->title);
    if (scene.scene->about[0])
        print_wrapped(out.f, "", scene.scene->about);
    if (scene.scene->notes)
        print_wrapped(out.f, "N ", scene.scene->notes);
    for (int i = 0; i < l->n && !cli_out_broken(&out); i++)
        print_beat(out.f, l, i);
    cli_scene_close(&scene);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}
