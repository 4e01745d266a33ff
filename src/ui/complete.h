/* What a word that is being typed could become. */
#ifndef LRSCOPE_COMPLETE_H
#define LRSCOPE_COMPLETE_H

#include "ui_act.h"

enum { LRS_CANDIDATES_MAX = 256 };

struct lrs_candidates {
    const char *word; /* what they have to begin with, whatever its case, ... */
    bool inside;      /* ... or to hold, where nothing begins so */
    size_t word_at;   /* where it begins in the line */
    int n;
    char *at[LRS_CANDIDATES_MAX]; /* owned */
};

/* Adds NAME where it fits; what is beyond the maximum is left out. */
void lrs_candidates_add(struct lrs_candidates *c, const char *name);
void lrs_candidates_actions(struct lrs_candidates *c);
/* The names that the value at PATH can have, or the value it has. */
void lrs_candidates_values(struct lrs_ui *ui, const char *path, struct lrs_candidates *c);
/* An argument of TYPE, which stands behind the word BEFORE at the end of LINE. */
void lrs_candidates_argument(struct lrs_ui *ui, const char *type, const char *before,
                             const char *line, struct lrs_candidates *c);
/* Files and folders (which end in a slash) whose path begins with the word, sorted. Hidden ones only
 * where a dot is typed; names with control characters or not in UTF-8 are left out. */
void lrs_candidates_files(struct lrs_candidates *c);

#endif
