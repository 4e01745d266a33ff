/* What depends on the version of PyTorch, or surprises at the end: one table. */
#include <string.h>

#include "pytorch_priv.h"

/* clang-format off */
static const struct note {
    const char *kind; /* of the schedule, of a part of it, or of the optimizer */
    const char *when; /* text that the line of optimizer or schedule must contain */
    const char *text;
} notes[] = {
    {"NAdam", "torch.optim.NAdam", "NAdam computes this since PyTorch 2.0; 1.13 has a slip in its momentum."},
    {"CyclicLR", "set_momentum", "CyclicLR drives beta1 by itself (cycle_momentum=True) from PyTorch 2 on; "
     "before, it refuses the Adam family. Here set_momentum does it in any version."},
    {"OneCycleLR", "lr_scheduler.OneCycleLR", "OneCycleLR counts calls of step(): one call more than "
     "total_steps allows raises an error. It ignores the optimizer's lr."},
    {"CyclicLR", "lr_scheduler.CyclicLR", "CyclicLR ignores the optimizer's lr."},
    {"SequentialLR", "lr_scheduler.SequentialLR", "PyTorch before 2.7 warns of a deprecated epoch argument at "
     "each milestone; that is harmless."},
    {"CosineAnnealingLR", "lr_scheduler.CosineAnnealingLR", "T_max is half a period: beyond it the rate rises again."},
    {"ExponentialLR", "lr_scheduler.ExponentialLR", "To resume, load scheduler.state_dict(): with last_epoch "
     "PyTorch 1.13 decays once too often."},
    {"LinearLR", "lr_scheduler.LinearLR", "To resume, load scheduler.state_dict(): with last_epoch PyTorch 1.13 "
     "starts at a wrong rate."},
    {"PolynomialLR", "lr_scheduler.PolynomialLR", "To resume, load scheduler.state_dict(): with last_epoch PyTorch "
     "1.13 starts at a wrong rate."},
    {"ReduceLROnPlateau", "lr_scheduler.ReduceLROnPlateau", "ReduceLROnPlateau has get_last_lr() in newer versions "
     "only; optimizer.param_groups[0][\"lr\"] reads the rate in all."},
};
/* clang-format on */

static bool mentions(const struct lrs_spec *spec, const char *kind)
{
    const struct lrs_specs *children = code_children(spec);
    bool found = code_is(spec, kind);
    for (size_t i = 0; i < children->n && !found; i++)
        found = mentions(children->at[i], kind);
    return found;
}

void pytorch_notes(const struct lrs_experiment *e, struct lrs_pytorch *p)
{
    const char *const lines[] = {lrs_str_text(&p->optimizer), lrs_str_text(&p->schedule)};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        const struct note *n = &notes[i];
        bool applies =
            mentions(e->part[LRS_SCHEDULE], n->kind) || mentions(e->part[LRS_OPTIMIZER], n->kind);
        if (applies && (strstr(lines[0], n->when) || strstr(lines[1], n->when)))
            lrs_str_addf(&p->notes, "%s\n", n->text);
    }
}
