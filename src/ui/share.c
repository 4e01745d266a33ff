/* What leaves the instrument: a shell line that starts the experiment as it stands, the experiment
 * as a scene, the curves as CSV, the screen as text. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/export.h"
#include "lrscope/image.h"
#include "lrscope/mem.h"
#include "ui_act.h"

/* More rows than this are not taken from the engine at once; several steps share one. */
enum { EXPORT_ROWS = 1 << 16 };

/* Quoted for a shell where it has to be. */
static void add_quoted(struct lrs_str *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./=+:,@%";
    if (text[0] && strspn(text, plain) == strlen(text)) {
        lrs_str_add(out, text);
        return;
    }
    lrs_str_add(out, "'");
    for (; *text; text++) {
        if (*text == '\'')
            lrs_str_add(out, "'\\''");
        else
            lrs_str_addn(out, *text == '\n' ? " " : text, 1);
    }
    lrs_str_add(out, "'");
}

static void add_kind(struct lrs_str *out, const struct lrs_experiment *e, enum lrs_part part)
{
    struct lrs_str spec = {0};
    lrs_spec_print(e->part[part], false, &spec);
    lrs_str_addf(out, " --%s ", lrs_part_name(part));
    add_quoted(out, lrs_str_text(&spec));
    lrs_str_clear(&spec);
}

/* "--set train.batch=32", or the short option where there is one. */
static void add_value(struct lrs_str *out, const char *part, const struct lrs_param *p,
                      const struct lrs_value *v)
{
    static const char *const options[] = {"epochs", "steps", "seed"};
    struct lrs_str text = {0};
    if (p->type == LRS_TYPE_CHOICE || p->type == LRS_TYPE_TEXT)
        lrs_param_pretty(p, v, &text);
    else
        lrs_param_print(p, v, &text);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (v->tag != LRS_UNSET && strcmp(part, "train") == 0 && strcmp(p->name, options[i]) == 0) {
            lrs_str_addf(out, " --%s %s", p->name, lrs_str_text(&text));
            lrs_str_clear(&text);
            return;
        }
    char *set = lrs_format("%s.%s=%s", part, p->name, lrs_str_text(&text));
    lrs_str_add(out, " --set ");
    add_quoted(out, set);
    lrs_free(set);
    lrs_str_clear(&text);
}

/* The rows of a group of settings that are not as the scene has them. */
static void add_settings(struct lrs_str *out, const struct lrs_experiment *was,
                         const struct lrs_experiment *is, enum lrs_part part)
{
    const struct lrs_spec *a = was->part[part], *b = is->part[part];
    for (int i = 0; i < b->kind->n_params; i++)
        if (!lrs_value_equal(&a->at[i], &b->at[i]))
            add_value(out, lrs_part_name(part), &b->kind->params[i], &b->at[i]);
}

char *lrs_ui_share_line(const struct lrs_ui *ui)
{
    static const enum lrs_part kinds[] = {LRS_PROBLEM, LRS_MODEL, LRS_OPTIMIZER, LRS_SCHEDULE};
    struct lrs_str out = {0};
    lrs_str_add(&out, "lrscope");
    if (ui->scene_name[0]) {
        lrs_str_add(&out, " ");
        add_quoted(&out, ui->scene_name);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!lrs_spec_equal(ui->scene->written->part[kinds[i]], ui->exp->part[kinds[i]]))
            add_kind(&out, ui->exp, kinds[i]);
    add_settings(&out, ui->scene->written, ui->exp, LRS_TRAIN);
    add_settings(&out, ui->scene->written, ui->exp, LRS_FINDER);
    return lrs_str_take(&out);
}

/* Title and text are still the scene's; the pace is what somebody chose. */
bool lrs_ui_write_scene(const struct lrs_ui *ui, const char *file, struct lrs_err *err)
{
    struct lrs_scene scene = *ui->scene;
    scene.exp = ui->exp;
    scene.pace = ui->pace_by_hand ? ui->pace : (double)NAN;
    return lrs_scene_save(&scene, file, err);
}

static struct lrs_cell_value real_cell(double x)
{
    return (struct lrs_cell_value){.type = isnan(x) ? LRS_OUT_NONE : LRS_OUT_REAL, .real = x};
}

static struct lrs_cell_value int_cell(int64_t i)
{
    return (struct lrs_cell_value){.type = LRS_OUT_INT, .integer = i};
}

static double mean_or_nan(const struct lrs_bin *bin, int i)
{
    return bin && bin[i].n > 0 ? lrs_bin_mean(&bin[i]) : (double)NAN;
}

static void write_rows(FILE *f, enum lrs_format format, const struct lrs_snapshot *s, int64_t every)
{
    static const char *const columns[] = {"step",       "epoch",    "lr",
                                          "train_loss", "val_loss", "val_accuracy"};
    int64_t per_epoch = s->info.clock.steps_per_epoch;
    struct lrs_table t;
    lrs_table_begin(&t, f, format, columns, (int)(sizeof columns / sizeof *columns));
    for (int i = 0; i < s->columns; i++) {
        int64_t step = i * every;
        struct lrs_cell_value row[] = {
            int_cell(step),
            int_cell(step / (per_epoch > 0 ? per_epoch : 1)),
            real_cell(mean_or_nan(s->curve[LRS_CH_LR], i)),
            real_cell(mean_or_nan(s->curve[LRS_CH_LOSS], i)),
            real_cell(mean_or_nan(s->curve[LRS_CH_VAL_LOSS], i)),
            real_cell(mean_or_nan(s->curve[LRS_CH_VAL_ACCURACY], i)),
        };
        lrs_table_row(&t, row);
    }
    lrs_table_end(&t);
}

bool lrs_ui_curves_text(struct lrs_ui *ui, enum lrs_format format, struct lrs_str *out,
                        int64_t *rows, int64_t *every, struct lrs_err *err)
{
    int64_t steps = ui->snap.info.step;
    struct lrs_snapshot snap;
    char *text = NULL;
    size_t size;
    if (steps < 1)
        return lrs_fail(err, "there is no curve to save yet");
    *every = (steps + EXPORT_ROWS - 1) / EXPORT_ROWS;
    *rows = (steps + *every - 1) / *every;
    FILE *f = open_memstream(&text, &size);
    if (!f)
        return lrs_fail(err, "there is no memory for the rows");
    lrs_ui_curves(ui, (double)(*rows * *every), (int)*rows, &snap);
    write_rows(f, format, &snap, *every);
    lrs_snapshot_clear(&snap);
    bool ok = fclose(f) == 0 || lrs_fail(err, "there is no memory for the rows");
    if (ok)
        lrs_str_addn(out, text, size);
    free(text);
    return ok;
}

bool lrs_ui_save_picture(struct lrs_ui *ui, const char *file, struct lrs_err *err)
{
    struct lrs_canvas c;
    struct lrs_str text = {0};
    struct lrs_file out;
    enum lrs_image kind = lrs_image_of_file(file);
    lrs_canvas_init(&c, 0, 0, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    lrs_image_print(kind, &c, lrs_theme(ui->opt.theme), &text);
    lrs_canvas_free(&c);
    bool ok = lrs_file_begin(&out, file, err);
    if (ok) {
        fputs(lrs_str_text(&text), out.f);
        ok = lrs_file_commit(&out, err);
    }
    lrs_str_clear(&text);
    return ok;
}
