/* What the files that make pictures share. */
#ifndef LRSCOPE_PICTURE_PRIV_H
#define LRSCOPE_PICTURE_PRIV_H

#include "run_priv.h"

enum picture_slot {
    SLOT_VALUE,
    SLOT_CURVE,
    SLOT_POINT,
    SLOT_PATH,
    SLOT_CONFUSION,
    SLOT_EXAMPLE,
    SLOT_GAUGE,
    SLOT_GAUGE_2,
    SLOT_SCRATCH,
};

/* ARRAY with room for N objects of SIZE bytes, made anew only where it has less. */
void *picture_fit(struct lrs_picture *pic, enum picture_slot slot, void *array, size_t n,
                  size_t size);

/* --- picture_table.c --- */
void picture_confusion(const struct lrs_run *run, struct lrs_picture *pic);
void picture_examples(const struct lrs_run *run, struct lrs_picture *pic);

/* --- picture_step.c --- */
/* The weights that the next update would leave, computed on copies in PIC's scratch memory; NULL
 * where there is no next update. */
const void *picture_trial(const struct lrs_run *run, struct lrs_picture *pic);
void picture_line(const struct lrs_run *run, struct lrs_picture *pic);

/* --- picture_weights.c --- */
void picture_weights(const struct lrs_run *run, struct lrs_picture *pic);

/* --- picture_rates.c --- */
void picture_gauges(const struct lrs_run *run, double from, double to, struct lrs_picture *pic);
void picture_rates(const struct lrs_run *run, struct lrs_picture *pic);

#endif
