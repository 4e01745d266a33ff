/* Lessons: what a scene tells, beat by beat, while its experiment is taken through its paces. Read
 * and checked when the scene is loaded, and not changed after that. */
#ifndef LRSCOPE_LESSON_H
#define LRSCOPE_LESSON_H

#include "lrscope/figure.h"

/* Sizes that nothing in a lesson may go beyond. */
enum {
    LRS_BEATS_MAX = 40,
    LRS_CHOICES_MAX_ASK = 4, /* answers to a question */
    LRS_SETS_MAX = 8,        /* values that one beat sets */
    LRS_COMPARED_MAX = 4,    /* settings side by side */
    LRS_ACTS_MAX = 4,         /* actions of a beat */
    LRS_CHECKS_MAX = 8,      /* claims of a beat */
    LRS_SAY_MAX = 320,       /* bytes of a text on the screen, ... */
    LRS_NOTES_MAX = 2000,    /* ... of one for the presenter, ... */
    LRS_CHOICE_MAX = 60,     /* ... of an answer, ... */
    LRS_NAME_MAX = 32,       /* ... of a kept curve's name */
    LRS_SEEDS_MAX = 64,
};

/* One side of a claim: FACTOR times a figure of something, or FACTOR alone. */
enum lrs_claim_of {
    LRS_OF_NUMBER,
    LRS_OF_RUN,     /* "loss" */
    LRS_OF_KEPT,    /* "kept.NAME.loss" */
    LRS_OF_WINS,    /* "verdict.NAME": seeds on which that one ended lowest */
    LRS_OF_MEDIAN,  /* "verdict.NAME.loss": its median final loss */
    LRS_OF_FINDER,  /* "finder.valley" */
};
struct lrs_operand {
    enum lrs_claim_of of;
    double factor;
    enum lrs_figure_kind figure;
    int suggestion;            /* enum lrs_suggest */
    char name[LRS_NAME_MAX + 1];
    double at;                 /* "loss@20": when 20 epochs were over; NaN = at the end */
};
/* "kept.fast.loss > 2 * loss"; the text is kept for messages. */
struct lrs_claim {
    struct lrs_operand left, right;
    enum lrs_relation relation;
    char *text;
};
/* False with a sentence that names the nearest figure. TEXT is copied. */
bool lrs_claim_parse(const char *text, struct lrs_claim *out, struct lrs_err *err);
void lrs_claim_clear(struct lrs_claim *c);
/* The same for a condition on the run itself, "loss < 0.1" or "diverged". */
bool lrs_condition_parse(const char *text, struct lrs_condition *out, struct lrs_err *err);

/* A value or a kind that a beat puts in place. */
struct lrs_beat_set {
    char *path;
    struct lrs_spec *spec;  /* PATH is a part; or NULL and ... */
    struct lrs_value value; /* ... its value */
    const struct lrs_param *row; /* that of VALUE; NULL where it is one of a list */
};
struct lrs_setting {
    char name[LRS_NAME_MAX + 1]; /* "" for the beat's own */
    int n;
    struct lrs_beat_set set[LRS_SETS_MAX];
};
/* Puts all of it into E. False with a sentence, E then half changed: work on a copy. */
bool lrs_setting_apply(const struct lrs_setting *s, struct lrs_experiment *e, struct lrs_err *err);

/* In the order in which a beat does it; NULL, 0 or false where it does not. */
struct lrs_beat {
    bool drop;                /* kept curves and the last run go */
    struct lrs_setting setting;
    int n_compared;           /* side by side from step 0; the first is the run itself */
    struct lrs_setting *compared;
    int seeds;                /* of the verdict on them */
    int n_acts;
    char *act[LRS_ACTS_MAX];   /* ":name args" without the colon */
    bool find;
    bool runs, anew;          /* to UNTIL; ANEW: from step 0 */
    struct lrs_condition until;
    char keep[LRS_NAME_MAX + 1]; /* then keeps the curve; "" = no */
    int n_checks;
    struct lrs_claim *check;

    char *say;
    char *ask;                /* a question, with its answers */
    int n_choices, answer;    /* from 0; -1: no answer is the right one */
    char *choice[LRS_CHOICES_MAX_ASK];
    bool in_place;            /* no later beat reveals the answers: Page Down does, then goes on */
    char *reveal;             /* what to think of the answers to the question of beat ASKED */
    int asked;                /* -1: none so far */
    char *notes;
};
struct lrs_lesson {
    unsigned refs;
    int n;
    struct lrs_beat *beat;
    bool checked;             /* one beat at least makes a claim */
};
struct lrs_lesson *lrs_lesson_share(struct lrs_lesson *l);
void lrs_lesson_release(struct lrs_lesson *l); /* NULL is fine */
/* Field I of a beat's table and what it is for; false behind the last. */
bool lrs_beat_field(int i, const char **name, const char **help);

#endif
