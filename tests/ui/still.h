/* A still life: a model of the instrument filled by hand with closed-form data, so that views are
 * drawn without an engine and look the same on every machine. */
#ifndef LRSCOPE_TESTS_STILL_H
#define LRSCOPE_TESTS_STILL_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../../src/ui/ui_act.h"
#include "lrscope/mem.h"

enum { STILL_EPOCHS = 80, STILL_PER_EPOCH = 10, STILL_STEPS = STILL_EPOCHS * STILL_PER_EPOCH };

static inline double still_rate(double step)
{
    return 0.1 * pow(0.5, floor(step / STILL_PER_EPOCH / 20));
}

/* A loss that falls with wiggles, higher or lower by SHIFT. */
static inline double still_loss(double step, double shift)
{
    double noise = sin(step * 12.9898) * 0.6 + sin(step * 4.1414) * 0.4;
    return (1.1 * exp(-step / 180) + 0.12 + shift) * (1 + 0.18 * noise);
}

static inline double still_val(double step, double shift)
{
    return 1.05 * exp(-step / 190) + 0.16 + shift + 0.01 * sin(step);
}

/* What CH was over the steps [a, b), up to NOW. */
static inline struct lrs_bin still_bin(enum lrs_channel ch, double a, double b, double now,
                                       double shift)
{
    struct lrs_bin bin = lrs_bin_empty();
    for (double s = floor(a); s < b && s < now; s++) {
        bool epoch_ends = fmod(s + 1, STILL_PER_EPOCH) == 0;
        if (ch == LRS_CH_LR)
            lrs_bin_add(&bin, shift ? 0.07 : still_rate(s));
        else if (ch == LRS_CH_LOSS)
            lrs_bin_add(&bin, still_loss(s, shift));
        else if (ch == LRS_CH_VAL_LOSS && epoch_ends)
            lrs_bin_add(&bin, still_val(s, shift));
        else if (ch == LRS_CH_VAL_ACCURACY && epoch_ends)
            lrs_bin_add(&bin, 1 - 0.6 * still_val(s, shift));
    }
    return bin;
}

static inline void still_curves(struct lrs_bin **curve, int n, double from, double to, double now,
                                double shift)
{
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        lrs_free(curve[ch]);
        curve[ch] = LRS_ARRAY(struct lrs_bin, (size_t)n);
        for (int i = 0; i < n; i++)
            curve[ch][i] = still_bin(ch, from + (to - from) * i / n,
                                     from + (to - from) * (i + 1) / n, now, shift);
    }
}

/* What held at one step. */
static inline void still_read(struct lrs_ui *ui, int64_t step)
{
    double now = (double)ui->snap.info.step;
    int64_t over = (step + 1) / STILL_PER_EPOCH;
    struct lrs_reading *r = &ui->snap.reading;
    *r = (struct lrs_reading){.step = step, .planned = (double)step >= now};
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        double at = (double)(ch < LRS_CH_VAL_LOSS ? step : over * STILL_PER_EPOCH - 1);
        struct lrs_bin bin = still_bin((enum lrs_channel)ch, at, at + 1, now, 0);
        r->value[ch] = bin.n && at >= 0 ? bin.last : (double)NAN;
        for (int side = 0; side < 2; side++)
            ui->snap.beside[ch][side].value = (double)NAN;
    }
    if (r->planned)
        r->value[LRS_CH_LR] = still_rate((double)step);
}

/* The answer that an engine would give to the views' request. */
static inline void still_fill(struct lrs_ui *ui)
{
    struct lrs_request req = {0};
    struct lrs_snapshot *s = &ui->snap;
    lrs_view_request(ui, &req);
    s->from = req.from;
    s->to = req.to;
    s->columns = req.columns;
    double now = (double)s->info.step;
    still_curves(s->curve, req.columns, req.from, req.to, now, 0);
    lrs_free(s->plan);
    s->plan = LRS_ARRAY(struct lrs_bin, (size_t)req.columns + 1);
    for (int i = 0; i < req.columns; i++) {
        s->plan[i] = lrs_bin_empty();
        double a = req.from + (req.to - req.from) * i / req.columns,
               b = req.from + (req.to - req.from) * (i + 1) / req.columns;
        for (double t = floor(a); t < b; t++)
            lrs_bin_add(&s->plan[i], still_rate(t));
    }
    still_read(ui, req.at);
    lrs_range_update(&ui->lr_range, 0, 0.1, ui->lr_log, true);
    lrs_range_update(&ui->loss_range, 0.13, 1.3, ui->loss_log, true);
}

static inline void still_free_picture(struct lrs_picture *p)
{
    lrs_free(p->value);
    lrs_free(p->curve);
    lrs_free(p->point);
    lrs_free(p->path);
    lrs_free(p->confusion);
    lrs_free(p->example);
    lrs_free(p->gauge[0]);
    lrs_free(p->gauge[1]);
    *p = (struct lrs_picture){0};
}

/* Two moons of data and a wavy border; a valley and a way down; a wave; a table. */
static inline void still_picture(struct lrs_ui *ui, enum lrs_picture_kind kind)
{
    struct lrs_picture *p = &ui->snap.picture;
    struct lrs_request req = {0};
    lrs_view_request(ui, &req);
    still_free_picture(p);
    p->kind = kind;
    p->w = req.pic_w;
    p->h = req.pic_h;
    double box[4] = {-1.5, 1.5, -1, 1};
    memcpy(p->box, box, sizeof box);
    p->value = LRS_ARRAY(float, (size_t)(p->w * p->h + 1));
    for (int y = 0; y < p->h; y++)
        for (int x = 0; x < p->w; x++) {
            double u = -1.5 + 3 * (x + 0.5) / p->w, v = 1 - 2 * (y + 0.5) / p->h;
            double margin = v - 0.5 * sin(3 * u), c = fabs(margin) * 1.6;
            if (kind == LRS_PIC_LANDSCAPE)
                p->value[y * p->w + x] = (float)(pow(1 - u, 2) + 20 * pow(v - u * u * 0.5, 2));
            else
                p->value[y * p->w + x] = (float)((margin > 0 ? 1 : 0) + (c < 0.999 ? c : 0.999));
        }
    p->n_classes = kind == LRS_PIC_CONFUSION ? 10 : 2;
    p->n_points = 200;
    p->point = LRS_ARRAY(struct lrs_picture_point, 200);
    for (int i = 0; i < 200; i++) {
        double u = 1.4 * sin(i * 2.39996), side = i % 2 ? 1 : -1;
        double v = 0.5 * sin(3 * u) + side * (0.1 + 0.25 * fabs(sin(i * 1.7)));
        p->point[i] = (struct lrs_picture_point){(float)u, (float)v, i % 2, i < 150};
    }
    p->n_path = 60;
    p->path = lrs_alloc(60, sizeof *p->path);
    for (int i = 0; i < 60; i++) {
        double t = i / 59.0, u = -1.3 + 2.2 * t;
        p->path[i][0] = u;
        p->path[i][1] = 0.5 * u * u + 0.3 * (1 - t) * cos(i);
    }
    p->n_minima = 1;
    p->minima[0][0] = 1;
    p->minima[0][1] = 0.5;
    p->curve = LRS_ARRAY(float, (size_t)p->w + 1);
    for (int x = 0; x < p->w; x++)
        p->curve[x] = (float)(0.5 * sin(3 * (-1.5 + 3 * (x + 0.5) / p->w)));
    p->confusion = LRS_ARRAY(int32_t, 100);
    for (int i = 0; i < 100; i++)
        p->confusion[i] = i % 11 == 0 ? 30 + i % 7 : i % 13 == 0 ? 2 : 0;
}

static inline struct lrs_trace *still_trace(struct lrs_ui *ui, const char *name, double shift)
{
    struct lrs_trace *t = LRS_NEW(struct lrs_trace);
    snprintf(t->name, sizeof t->name, "%s", name);
    t->from = 0;
    t->to = STILL_STEPS;
    still_curves(t->curve, LRS_TRACE_COLUMNS, 0, STILL_STEPS, STILL_STEPS, shift);
    t->info = ui->snap.info;
    t->info.step = STILL_STEPS;
    t->info.state = LRS_DONE;
    t->info.val_loss = still_val(STILL_STEPS, shift);
    t->info.val_accuracy = 1 - 0.6 * t->info.val_loss;
    t->exp = lrs_experiment_copy(ui->exp);
    snprintf(t->ran, sizeof t->ran, "%s", ui->exp->part[LRS_SCHEDULE]->kind->name);
    return t;
}

static inline struct lrs_finder *still_finder(void)
{
    struct lrs_finder *f = LRS_NEW(struct lrs_finder);
    f->settings = (struct lrs_finder_settings){.start_lr = 1e-7, .end_lr = 10, .num_it = 100};
    f->n = 88;
    f->lr = LRS_ARRAY(double, 88);
    f->loss = LRS_ARRAY(double, 88);
    f->smooth = LRS_ARRAY(double, 88);
    for (int i = 0; i < 88; i++) {
        f->lr[i] = 1e-7 * pow(1e8, i / 99.0);
        double d = log10(f->lr[i]);
        f->smooth[i] = 1.1 - 0.75 / (1 + exp(-4 * (d + 2.2))) + 0.02 * exp(5 * (d + 0.2));
        f->loss[i] = f->smooth[i] + 0.08 * sin(i * 2.1);
    }
    static const int at[LRS_SUGGESTIONS] = {60, 62, 55, 66};
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        f->at[i] = at[i];
        f->suggestion[i] = f->lr[at[i]];
    }
    f->stopped = true;
    return f;
}

static inline void still_put(struct lrs_ui *ui, enum lrs_part part, const char *name)
{
    const struct lrs_kind *k = lrs_registry_find(lrs_part_registry(part), name, NULL);
    lrs_experiment_put(ui->exp, part, lrs_spec_new(k));
}

/* The chooser, open on a part; schedules with pictures. */
static inline void still_chooser(struct lrs_ui *ui, enum lrs_part part)
{
    struct lrs_chooser *ch = &ui->chooser;
    const struct lrs_registry *reg = lrs_part_registry(part);
    lrs_chooser_clear(ui);
    ui->overlay = LRS_OVER_CHOOSER;
    ch->part = part;
    ch->scenes = false;
    for (int i = 0; reg->kinds[i]; i++) {
        struct lrs_offer *it = &ch->all[ch->n_all++];
        it->kind = reg->kinds[i];
        if (part != LRS_SCHEDULE)
            continue;
        it->ticks = STILL_EPOCHS;
        it->thumb = LRS_ARRAY(struct lrs_bin, LRS_THUMB_COLUMNS);
        for (int k = 0; k < LRS_THUMB_COLUMNS; k++) {
            it->thumb[k] = lrs_bin_empty();
            double t = (double)k / LRS_THUMB_COLUMNS;
            lrs_bin_add(&it->thumb[k], i % 2 ? pow(0.5, floor(t * (i + 2)))
                                             : 0.5 + 0.5 * cos(t * i * M_PI / 2));
        }
    }
    lrs_chooser_filter(ui);
}

/* A run in its 48th epoch. */
static inline struct lrs_ui *still_new(int w, int h, enum lrs_glyphs glyphs, bool colour)
{
    struct lrs_ui *ui = LRS_NEW(struct lrs_ui);
    ui->w = w;
    ui->h = h;
    ui->opt = (struct lrs_ui_options){.glyphs = glyphs, .colour = colour};
    ui->exp = lrs_experiment_new();
    still_put(ui, LRS_PROBLEM, "spirals");
    still_put(ui, LRS_OPTIMIZER, "Adam");
    still_put(ui, LRS_SCHEDULE, "StepLR");
    snprintf(ui->scene_title, sizeof ui->scene_title, "Step decay");
    snprintf(ui->scene_name, sizeof ui->scene_name, "step");
    ui->snap.info = (struct lrs_run_info){
        .state = LRS_RUNNING,
        .step = 475,
        .epoch = 47,
        .tick = 47,
        .clock = {.steps_per_epoch = STILL_PER_EPOCH, .steps = STILL_STEPS, .ticks = STILL_EPOCHS},
        .lr = still_rate(475),
        .momentum = NAN,
        .last_lr = still_rate(474),
        .last_loss = still_loss(474, 0),
        .mean_loss = 0.2065,
        .epoch_loss = 0.21,
        .val_loss = still_val(469, 0),
        .best_val_loss = 0.24,
        .val_accuracy = 1 - 0.6 * still_val(469, 0),
        .schedule_end = INFINITY,
        .seed = 7,
        .n_params = 1219,
        .n_train = 640,
        .n_val = 160};
    static const struct lrs_mark marks[] = {{200, LRS_MARK_DROP, "lr 0.1 -> 0.05"},
                                            {330, LRS_MARK_EDIT, "gamma 0.4 -> 0.5"},
                                            {400, LRS_MARK_DROP, "lr 0.05 -> 0.025"}};
    memcpy(ui->snap.marks, marks, sizeof marks);
    ui->snap.n_marks = 3;
    ui->snap.pace = 50;
    ui->snap.speed = 49.7;
    ui->smoothing = 6;
    ui->to = STILL_STEPS;
    ui->wish = true;
    ui->focus = LRS_PANEL_CONTROL;
    ui->finder_selected = -1;
    lrs_ui_begin_story(ui);
    lrs_ui_list_rows(ui);
    lrs_ui_select(ui, "schedule.gamma");
    lrs_bindings_init(ui);
    still_fill(ui);
    still_picture(ui, LRS_PIC_REGIONS);
    return ui;
}

static inline void still_trace_free(struct lrs_trace *t)
{
    for (int ch = 0; t && ch < LRS_CHANNELS; ch++)
        lrs_free(t->curve[ch]);
    if (t)
        lrs_experiment_free(t->exp);
    lrs_free(t);
}

static inline void still_free(struct lrs_ui *ui)
{
    for (int ch = 0; ch < LRS_CHANNELS; ch++)
        lrs_free(ui->snap.curve[ch]);
    lrs_free(ui->snap.plan);
    still_free_picture(&ui->snap.picture);
    lrs_finder_free(ui->snap.finder);
    still_trace_free(ui->ghost);
    for (int i = 0; i < ui->n_kept; i++)
        still_trace_free(ui->kept[i]);
    lrs_chooser_clear(ui);
    lrs_bindings_clear(ui);
    lrs_experiment_free(ui->exp);
    lrs_free(ui);
}

#endif
