/* What the files of the cli floor share: options as one table, the arguments they fill, and one
 * function per subcommand. */
#ifndef LRSCOPE_CLI_H
#define LRSCOPE_CLI_H

#include <stdio.h>

#include "lrscope/experiment.h"
#include "lrscope/export.h"
#include "lrscope/scene.h"

/* Exit statuses, a contract with scripts. */
enum cli_status { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2, CLI_NO_TERMINAL = 3 };

/* One path of the experiment that is to be set, with the option that said so. */
struct cli_set {
    const char *option;
    char *path; /* owned */
    const char *text;
};

/* What the command line says. Texts are borrowed from argv. */
struct cli_args {
    const struct cli_command *command;
    const char *operand; /* SCENE, SPEC or what to list; NULL = none */
    bool help, version;
    double lr;
    int64_t steps, every, jobs, at;
    int format;                  /* index into the words of the option */
    const char *part[LRS_PARTS]; /* --problem ... --schedule, or NULL */
    struct cli_set *set;         /* owned; in the order given */
    int n_set;
    const char **compare; /* owned */
    int n_compare;
    const char *metric, *output, *script, *theme;
    int size[2]; /* columns, rows; 0 = unsaid */
    bool ascii, no_mouse, replay;
    double fps;
};

/* Which commands an option belongs to. */
enum {
    CLI_INSTRUMENT = 1,
    CLI_CURVE = 2,
    CLI_RUN = 4,
    CLI_FIND = 8,
    CLI_SNAPSHOT = 16,
    CLI_LIST = 32,
    CLI_EXPORT = 64,
    CLI_NOTES = 128,
    CLI_EXPERIMENT = CLI_INSTRUMENT | CLI_RUN | CLI_FIND | CLI_SNAPSHOT | CLI_EXPORT,
    CLI_ALL = CLI_EXPERIMENT | CLI_CURVE | CLI_LIST | CLI_NOTES,
};

struct cli_command {
    const char *name; /* NULL: the instrument */
    unsigned bit;
    const char *operand; /* "[SCENE]"; NULL = takes none */
    bool required;
    bool trains;         /* wants the BLAS set up before anything else */
    const char *summary; /* one line */
    const char *details; /* for --help, lines below 80 columns, or NULL */
    int (*run)(const struct cli_args *args);
};

extern const struct cli_command cli_commands[]; /* the instrument first; ended by .run == NULL */
/* The command that WORD names, else the instrument. */
const struct cli_command *cli_find_command(const char *word);

/* Reads what follows the command's name. False with a sentence; ARGS must be freed either way. */
bool cli_parse(const struct cli_command *command, int argc, char **argv, struct cli_args *args,
               struct lrs_err *err);
void cli_args_free(struct cli_args *args);
/* The options as the table has them, for the manual and completions. */
struct cli_option_info {
    const char *name; /* "--lr" */
    const char *arg;  /* "X", "csv|json"; NULL = a switch */
    const char *help;
    unsigned commands; /* bits of those that take it */
    bool repeats;      /* it may be given several times */
};
int cli_option_count(void);
struct cli_option_info cli_option_info(int i);
/* What `list` can list; NULL behind the last. */
const char *cli_list_topic(int i);
/* "  --lr X    the base rate" lines of a command's own options. */
void cli_print_options(const struct cli_command *command, FILE *out);
void cli_print_help(const struct cli_command *command, FILE *out);

/* Called once at the start: a closed pipe is a failed write first, so that there is time to clean up,
 * and ends the program by its signal then. */
void cli_watch_pipe(void);
/* "lrscope: sentence" on stderr; returns STATUS. */
int cli_fail(enum cli_status status, const struct lrs_err *err);
int cli_failf(enum cli_status status, const char *fmt, ...) LRS_PRINTF(2, 3);

/* The sandbox, and the scene with all overrides applied and tabulated. */
struct cli_scene {
    struct lrs_lua *lua;
    struct lrs_scene *scene;
};
bool cli_scene_open(const struct cli_args *args, struct cli_scene *s, struct lrs_err *err);
void cli_scene_close(struct cli_scene *s);
/* The theme that NAME names; *THEME is -1 where NAME is NULL: the terminal decides. */
bool cli_find_theme(const char *name, int *theme, struct lrs_err *err);
/* What computes but is unwise goes to stderr. */
void cli_scene_warn(const struct cli_scene *s);

/* Where data goes: a file that appears when it is whole, or stdout. */
struct cli_out {
    struct lrs_file file;
    FILE *f;
    const char *path; /* NULL = stdout */
    int error;        /* the first errno */
};
bool cli_out_begin(struct cli_out *out, const char *path, struct lrs_err *err);
/* To be asked after every row: has writing failed, so that going on is useless? */
bool cli_out_broken(struct cli_out *out);
/* True when everything arrived. */
bool cli_out_end(struct cli_out *out, struct lrs_err *err);
void cli_out_abandon(struct cli_out *out);

int cli_curve(const struct cli_args *args);
int cli_run(const struct cli_args *args);
int cli_find(const struct cli_args *args);
int cli_export(const struct cli_args *args);
int cli_list(const struct cli_args *args);
int cli_notes(const struct cli_args *args);
int cli_snapshot(const struct cli_args *args);
int cli_instrument(const struct cli_args *args);

#endif
