/* What is left to do with a lesson once it is read: share it, and put what a beat sets into an
 * experiment. */
#include "lrscope/lesson.h"

#include <string.h>

#include "lrscope/mem.h"
#include "scene_priv.h"

struct lrs_lesson *lrs_lesson_share(struct lrs_lesson *l)
{
    if (l)
        l->refs++;
    return l;
}

static void clear_setting(struct lrs_setting *s)
{
    for (int i = 0; i < s->n; i++) {
        lrs_free(s->set[i].path);
        lrs_spec_free(s->set[i].spec);
        lrs_value_clear(&s->set[i].value);
    }
}

static void clear_beat(struct lrs_beat *b)
{
    clear_setting(&b->setting);
    for (int i = 0; i < b->n_compared; i++)
        clear_setting(&b->compared[i]);
    for (int i = 0; i < b->n_acts; i++)
        lrs_free(b->act[i]);
    for (int i = 0; i < b->n_checks; i++)
        lrs_claim_clear(&b->check[i]);
    for (int i = 0; i < b->n_choices; i++)
        lrs_free(b->choice[i]);
    lrs_free(b->compared);
    lrs_free(b->check);
    lrs_free(b->say);
    lrs_free(b->ask);
    lrs_free(b->reveal);
    lrs_free(b->notes);
}

void lrs_lesson_release(struct lrs_lesson *l)
{
    if (!l || --l->refs > 0)
        return;
    for (int i = 0; i < l->n; i++)
        clear_beat(&l->beat[i]);
    lrs_free(l->beat);
    lrs_free(l);
}

static bool put(const struct lrs_beat_set *set, struct lrs_experiment *e, struct lrs_err *err)
{
    enum lrs_part part;
    struct lrs_ref ref;
    if (set->spec) {
        for (int i = 0; i < LRS_PARTS; i++)
            if (strcmp(set->path, lrs_part_name((enum lrs_part)i)) == 0)
                lrs_experiment_put(e, (enum lrs_part)i, lrs_spec_copy(set->spec));
        return true;
    }
    return lrs_experiment_find(e, set->path, &part, &ref, err) &&
           (lrs_ref_put(&ref, lrs_value_copy(&set->value), err) || lrs_path_fail(set->path, err));
}

bool lrs_setting_apply(const struct lrs_setting *s, struct lrs_experiment *e, struct lrs_err *err)
{
    for (int i = 0; i < s->n; i++)
        if (!put(&s->set[i], e, err))
            return false;
    return lrs_experiment_check(e, err);
}
