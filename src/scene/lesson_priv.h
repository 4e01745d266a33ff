/* What the files that read a lesson share: the beat that is being read, and what those before it have
 * brought about. */
#ifndef LRSCOPE_LESSON_PRIV_H
#define LRSCOPE_LESSON_PRIV_H

#include "fields.h"

/* What the beats before have brought about. */
struct course {
    struct lrs_experiment *exp;
    int question; /* the last one that no beat has revealed; -1 = none */
    int n_names;
    const char *name[LRS_BEATS_MAX * (1 + LRS_COMPARED_MAX)]; /* of kept curves, borrowed */
    const char *judged[LRS_COMPARED_MAX];                     /* of the last verdict */
    int n_judged;
};

struct beat_reader {
    struct lrs_beat *beat;
    struct course *course;
    int index;
};

static inline struct lrs_beat *beat_of(const struct lrs_reader *r)
{
    return ((struct beat_reader *)r->object)->beat;
}

static inline struct course *course_of(const struct lrs_reader *r)
{
    return ((struct beat_reader *)r->object)->course;
}

/* A name that a kept curve gets, into NAME (LRS_NAME_MAX bytes and a NUL). */
bool lrs_beat_name(const struct lrs_reader *r, const struct lrs_field *f, int index, char *name);

/* lesson_set.c: the fields `set` and `compare`. */
bool lrs_beat_read_set(const struct lrs_reader *r, const struct lrs_field *f, int index);
bool lrs_beat_read_compare(const struct lrs_reader *r, const struct lrs_field *f, int index);

#endif
