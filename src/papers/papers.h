/* The generator of the papers: manual pages, completions and doc/schedules.md are templates whose
 * marks (@man options@) are filled from the tables that the program itself uses. Not installed. */
#ifndef LRSCOPE_PAPERS_H
#define LRSCOPE_PAPERS_H

#include <stdio.h>

#include "cli.h"
#include "list.h"

/* A part that a template can ask for. */
struct paper_part {
    const char *name;
    void (*print)(struct lrs_str *out);
};

/* Prints the part of TABLE (ended by .name == NULL) that NAME names; false where there is none. */
bool paper_print(const struct paper_part *table, const char *name, struct lrs_str *out);

/* Each fills one kind of mark. */
extern const struct paper_part paper_words[], paper_man[], paper_bash[], paper_zsh[], paper_fish[],
    paper_markdown[];

/* The same for any experiment: does every command that trains take the option? */
bool paper_is_override(const struct cli_option_info *o);
/* --help and what else goes without saying. */
bool paper_is_general(const struct cli_option_info *o);

/* What can be typed behind an option or in an operand's place. */
enum paper_arg { PAPER_ANYTHING, PAPER_FILE, PAPER_SCENE, PAPER_WORDS, PAPER_PATH };
/* ARG as the tables show it ("SPEC", "csv|json"), of OPTION ("" = the operand). NAME gets the list
 * of paper_words, or NULL where the words (separated by spaces) are in WORDS. */
enum paper_arg paper_argument(const char *option, const char *arg, const char **name,
                              struct lrs_str *words);
/* Calls FN for every path that --set takes ("schedule.gamma"), once each; P is one of the rows that
 * it may mean. */
void paper_each_path(void (*fn)(const char *path, const struct lrs_param *p, void *data),
                     void *data);
/* Words that a row's value can be, with a space before each; nothing for numbers and texts. */
void paper_values(const struct lrs_param *p, struct lrs_str *out);

/* The pictures show so many ticks from this base rate. */
enum { PAPER_TICKS = 60 };
#define PAPER_BASE 0.1
/* A schedule fitted to them, checked and tabulated; owned by the caller. */
struct lrs_spec *paper_fitted(const struct lrs_kind *kind);
/* Its rates at the first N ticks; one that looks at a loss sees it fall for 15 ticks and then stand still. */
void paper_rates(const struct lrs_spec *spec, int n, double rate[]);
/* Their curve in ASCII, with axes. */
void paper_curve(const double rate[PAPER_TICKS], struct lrs_str *out);

#endif
