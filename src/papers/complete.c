/* Parts of the completions for bash, zsh and fish: which options each command takes, and what may
 * follow each. The lists are paper_words; the shells' own ways stand in the templates. */
#include "papers.h"

#include <string.h>

#include "lrscope/mem.h"

/* In single quotes, for a shell; SPECIAL characters get a backslash (zsh reads them once more). */
static void quoted(struct lrs_str *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            lrs_str_add(out, "'\\''");
        else
            lrs_str_addf(out, "%s%c", strchr(special, *text) ? "\\" : "", *text);
    }
}

/* --- bash --- */

static void bash_options(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++) {
        lrs_str_addf(out, "        '%s') _lrscope_words '", c->name ? c->name : "");
        for (int i = 0, n = 0; i < cli_option_count(); i++)
            if (cli_option_info(i).commands & c->bit)
                lrs_str_addf(out, "%s%s", n++ ? " " : "", cli_option_info(i).name);
        lrs_str_add(out, "' ;;\n");
    }
}

static void bash_reply(struct lrs_str *out, const char *option, const char *arg)
{
    const char *name;
    struct lrs_str words = {0};
    enum paper_arg what = paper_argument(option, arg, &name, &words);
    if (what == PAPER_PATH)
        lrs_str_add(out, "_lrscope_paths");
    else if (what == PAPER_FILE)
        lrs_str_add(out, "_lrscope_files");
    else if (what == PAPER_SCENE)
        lrs_str_add(out, "_lrscope_scenes");
    else if (what == PAPER_ANYTHING)
        lrs_str_add(out, ":");
    else if (!name)
        lrs_str_addf(out, "_lrscope_words '%s'", lrs_str_text(&words));
    else
        lrs_str_addf(out, "_lrscope_words \"$_lrscope_%s\"", name);
    lrs_str_add(out, " ;;\n");
    lrs_str_clear(&words);
}

/* "'run --format' | 'find --format') _lrscope_words 'csv json' ;;": options that take something. */
static void bash_arguments(struct lrs_str *out)
{
    for (int i = 0; i < cli_option_count(); i++) {
        struct cli_option_info o = cli_option_info(i);
        int n = 0;
        for (const struct cli_command *c = cli_commands; c->run && o.arg; c++)
            if (o.commands & c->bit)
                lrs_str_addf(out, "%s'%s %s'", n++ ? " | " : "        ", c->name ? c->name : "",
                             o.name);
        if (!o.arg)
            continue;
        lrs_str_add(out, ") ");
        bash_reply(out, o.name, o.arg);
    }
}

static void bash_operands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++)
        if (c->operand) {
            lrs_str_addf(out, "        '%s') ", c->name ? c->name : "");
            bash_reply(out, "", c->operand);
        }
}

static void bash_value(const char *path, const struct lrs_param *p, void *data)
{
    struct lrs_str *out = data, words = {0};
    paper_values(p, &words);
    if (words.len)
        lrs_str_addf(out, "        %s) _lrscope_words '%s' ;;\n", path, words.s + 1);
    lrs_str_clear(&words);
}

static void bash_values(struct lrs_str *out)
{
    paper_each_path(bash_value, out);
}

const struct paper_part paper_bash[] = {{"options", bash_options},
                                        {"arguments", bash_arguments},
                                        {"operands", bash_operands},
                                        {"values", bash_values},
                                        {NULL, NULL}};

/* --- zsh --- */

static void zsh_commands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands + 1; c->run; c++) {
        lrs_str_addf(out, "    '%s:", c->name);
        quoted(out, c->summary, ":");
        lrs_str_add(out, "'\n");
    }
}

/* ":FILE:_files": what is asked for, and how it is completed. */
static void zsh_argument(struct lrs_str *out, const char *option, const char *arg)
{
    const char *name;
    struct lrs_str words = {0};
    enum paper_arg what = paper_argument(option, arg, &name, &words);
    lrs_str_add(out, ":");
    quoted(out, arg, ":[]");
    if (what == PAPER_PATH)
        lrs_str_add(out, ":_lrscope_paths");
    else if (what == PAPER_FILE)
        lrs_str_add(out, ":_files");
    else if (what == PAPER_SCENE)
        lrs_str_add(out, ":_lrscope_scenes");
    else if (what == PAPER_ANYTHING)
        lrs_str_add(out, ": ");
    else if (!name)
        lrs_str_addf(out, ":(%s)", lrs_str_text(&words));
    else
        lrs_str_addf(out, ":_lrscope_%s", name);
    lrs_str_clear(&words);
}

static void zsh_option(struct lrs_str *out, const struct cli_option_info *o)
{
    lrs_str_addf(out, "            '%s%s[", o->repeats ? "*" : "", o->name);
    quoted(out, o->help, ":[]");
    lrs_str_add(out, "]");
    if (o->arg)
        zsh_argument(out, o->name, o->arg);
    lrs_str_add(out, "'\n");
}

static void zsh_specs(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++) {
        lrs_str_addf(out, "    '%s')\n        specs=(\n", c->name ? c->name : "");
        for (int i = 0; i < cli_option_count(); i++) {
            struct cli_option_info o = cli_option_info(i);
            if (o.commands & c->bit)
                zsh_option(out, &o);
        }
        if (c->operand) {
            lrs_str_add(out, "            '1");
            zsh_argument(out, "", c->operand);
            lrs_str_add(out, "'\n");
        }
        lrs_str_add(out, "        )\n        ;;\n");
    }
}

static void zsh_value(const char *path, const struct lrs_param *p, void *data)
{
    struct lrs_str *out = data, words = {0};
    paper_values(p, &words);
    if (words.len)
        lrs_str_addf(out, "        %s) compadd --%s ;;\n", path, words.s);
    lrs_str_clear(&words);
}

static void zsh_values(struct lrs_str *out)
{
    paper_each_path(zsh_value, out);
}

const struct paper_part paper_zsh[] = {
    {"commands", zsh_commands}, {"specs", zsh_specs}, {"values", zsh_values}, {NULL, NULL}};

/* --- fish --- */

static void fish_commands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands + 1; c->run; c++) {
        lrs_str_addf(out, "complete -c lrscope -n __lrscope_first -a %s -d '", c->name);
        quoted(out, c->summary, "");
        lrs_str_add(out, "'\n");
    }
}

/* " -x -a ...": an argument that must follow, and what it may be. */
static void fish_argument(struct lrs_str *out, const char *option, const char *arg)
{
    const char *name;
    struct lrs_str words = {0};
    enum paper_arg what = paper_argument(option, arg, &name, &words);
    if (what == PAPER_PATH)
        lrs_str_add(out, " -x -a '(__lrscope_paths)'");
    else if (what == PAPER_FILE)
        lrs_str_add(out, " -r -F");
    else if (what == PAPER_SCENE)
        lrs_str_add(out, " -F -a '(__lrscope_scenes)'");
    else if (what == PAPER_ANYTHING)
        lrs_str_add(out, " -x");
    else if (!name)
        lrs_str_addf(out, " -x -a '%s'", lrs_str_text(&words));
    else
        lrs_str_addf(out, " -x -a \"$__lrscope_%s\"", name);
    lrs_str_clear(&words);
}

static void fish_condition(struct lrs_str *out, unsigned mask)
{
    lrs_str_add(out, "complete -c lrscope -n '__lrscope_in");
    for (const struct cli_command *c = cli_commands; c->run; c++)
        if (mask & c->bit)
            lrs_str_addf(out, " %s", c->name ? c->name : "instrument");
    lrs_str_add(out, "'");
}

static void fish_options(struct lrs_str *out)
{
    for (int i = 0; i < cli_option_count(); i++) {
        struct cli_option_info o = cli_option_info(i);
        bool one_letter = o.name[1] != '-';
        fish_condition(out, o.commands);
        lrs_str_addf(out, " -%c %s", one_letter ? 's' : 'l', o.name + (one_letter ? 1 : 2));
        if (o.arg)
            fish_argument(out, o.name, o.arg);
        lrs_str_add(out, " -d '");
        quoted(out, o.help, "");
        lrs_str_add(out, "'\n");
    }
}

static void fish_operands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands; c->run; c++)
        if (c->operand) {
            fish_condition(out, c->bit);
            fish_argument(out, "", c->operand);
            lrs_str_add(out, "\n");
        }
}

static void fish_value(const char *path, const struct lrs_param *p, void *data)
{
    struct lrs_str *out = data, words = {0};
    paper_values(p, &words);
    if (words.len)
        lrs_str_addf(out, "        case %s\n            printf '%s=%%s\\n'%s\n", path, path,
                     words.s);
    lrs_str_clear(&words);
}

static void fish_values(struct lrs_str *out)
{
    paper_each_path(fish_value, out);
}

const struct paper_part paper_fish[] = {{"commands", fish_commands},
                                        {"options", fish_options},
                                        {"operands", fish_operands},
                                        {"values", fish_values},
                                        {NULL, NULL}};
