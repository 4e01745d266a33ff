/* The learning-rate finder on the screen: asks the engine, opens when the result comes, walks the
 * suggestions, adopts one as the peak rate. */
#include <math.h>
#include <stdio.h>

#include "ui_act.h"

/* What is suggested first: fastai's own default, then the others. */
static const enum lrs_suggest preferred[] = {LRS_VALLEY, LRS_STEEPEST, LRS_SLIDE, LRS_MINIMUM_10};

const char *lrs_finder_from(const struct lrs_ui *ui)
{
    bool fresh = lrs_experiment_finder(ui->exp).from == 0;
    return fresh ? "from fresh weights" : "on a copy of the weights";
}

void lrs_finder_ask(struct lrs_ui *ui)
{
    ui->finder_wanted = true;
    lrs_ui_send(ui, LRS_CMD_FIND, 0, 0);
    lrs_ui_say(ui, "range test %s; the run is not touched", lrs_finder_from(ui));
}

static bool defined(const struct lrs_finder *f, int s)
{
    return s >= 0 && isfinite(f->suggestion[s]);
}

static int first_defined(const struct lrs_finder *f)
{
    for (int i = 0; i < LRS_SUGGESTIONS; i++)
        if (defined(f, (int)preferred[i]))
            return (int)preferred[i];
    return -1;
}

void lrs_finder_look(struct lrs_ui *ui)
{
    const struct lrs_snapshot *s = &ui->snap;
    if (!s->finder && ui->overlay == LRS_OVER_FINDER)
        ui->overlay = LRS_OVER_NONE;
    if (s->found == ui->finder_found)
        return;
    ui->finder_found = s->found;
    ui->finder_selected = s->finder ? first_defined(s->finder) : -1;
    if (s->finder && ui->finder_wanted && ui->overlay == LRS_OVER_NONE)
        lrs_overlay_open(ui, LRS_OVER_FINDER);
    ui->finder_wanted = false;
    ui->reactions |= LRS_UI_REDRAW;
}

void lrs_finder_walk(struct lrs_ui *ui, int by)
{
    const struct lrs_finder *f = ui->snap.finder;
    int at = ui->finder_selected < 0 ? (by > 0 ? -1 : 0) : ui->finder_selected;
    for (int i = 0; f && i < LRS_SUGGESTIONS; i++) {
        at = (at + by + LRS_SUGGESTIONS) % LRS_SUGGESTIONS;
        if (defined(f, at)) {
            ui->finder_selected = at;
            break;
        }
    }
    if (f && ui->finder_selected >= 0)
        lrs_ui_say(ui, "%s: %s", lrs_suggest_name((enum lrs_suggest)ui->finder_selected),
                   lrs_suggest_help((enum lrs_suggest)ui->finder_selected));
}

/* The suggestion that NAME means, or -1 with a sentence. */
static int suggestion_of(const char *name, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name};
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        const char *known = lrs_suggest_name((enum lrs_suggest)i);
        if (lrs_text_equal_nocase(known, name))
            return i;
        lrs_nearest_try(&near, known);
    }
    lrs_fail(err, "no suggestion is called '%s'%s", name, lrs_nearest_hint(&near));
    return -1;
}

bool lrs_finder_adopt(struct lrs_ui *ui, const char *name, struct lrs_err *err)
{
    const struct lrs_finder *f = ui->snap.finder;
    if (!f)
        return lrs_fail(err, "the finder has not run yet; f runs it");
    int s = name ? suggestion_of(name, err) : ui->finder_selected;
    if (name && s < 0)
        return false;
    if (!defined(f, s))
        return lrs_fail(err, "there is no suggestion to adopt%s%s", s >= 0 ? ": " : "",
                        s >= 0 ? f->why_not[s] : "");
    char path[64], rate[LRS_NUMBER_MAX];
    lrs_experiment_peak_path(ui->exp, path);
    lrs_number_pretty(rate, f->suggestion[s], 3);
    bool midway = ui->snap.info.step > 0 && !lrs_ui_over(ui);
    if (!lrs_ui_set(ui, path, rate, err))
        return false;
    if (midway)
        lrs_ui_say(ui, "%s; r runs it from the start", ui->message);
    if (ui->overlay == LRS_OVER_FINDER)
        lrs_overlay_close(ui);
    lrs_ui_select(ui, path);
    return true;
}
