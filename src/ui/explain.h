/* What the instrument can say in words: about the run on the screen, and about a term. */
#ifndef LRSCOPE_EXPLAIN_H
#define LRSCOPE_EXPLAIN_H

#include "ui_act.h"

/* Two plain sentences about what is on the screen right now, with the figures that they come from. */
void lrs_ui_explain(struct lrs_ui *ui, struct lrs_str *out);
/* Two sentences about WORD: a term of the trade, a kind, or a parameter. False with the nearest. */
bool lrs_ui_what(const struct lrs_ui *ui, const char *word, struct lrs_str *out,
                 struct lrs_err *err);
/* The terms of the glossary, for completion; NULL behind the last. */
const char *lrs_ui_term(int i);

#endif
