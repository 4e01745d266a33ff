/* Can this terminal be used at all, under which terminfo entry, and with which characters? Asked
 * before anything is changed. */
#include "config.h"

#include "term_priv.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

/* Is there an entry NAME, for a screen whose cursor can be moved? */
static bool is_usable(const char *name)
{
    int status;
    if (setupterm(name, STDOUT_FILENO, &status) != OK)
        return false;
    const char *move = tigetstr("cup");
    bool usable = move && move != (const char *)-1;
    del_curterm(cur_term);
    return usable;
}

const char *lrs_term_entry(char *notice, size_t size)
{
    static const char *const stand_ins[] = {"xterm-256color", "xterm", "vt100", "ansi"};
    const char *name = getenv("TERM");
    notice[0] = '\0';
    if (is_usable(name))
        return name;
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++) {
        if (!is_usable(stand_ins[i]))
            continue;
        snprintf(notice, size, "terminal type '%.40s' is not known here; using %s", name,
                 stand_ins[i]);
        return stand_ins[i];
    }
    return NULL;
}

bool lrs_term_check(struct lrs_err *err)
{
    static const char advice[] = "`lrscope run` and `lrscope snapshot` need no terminal";
    char notice[128];
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return lrs_fail(err, "standard %s is not a terminal; %s",
                        isatty(STDIN_FILENO) ? "output" : "input", advice);
    if (!name || !*name)
        return lrs_fail(err, "TERM is not set; try TERM=xterm-256color, or: %s", advice);
    if (!strcmp(name, "dumb") || !lrs_term_entry(notice, sizeof notice))
        return lrs_fail(err,
                        "a terminal of type '%.40s' cannot move its cursor; try "
                        "TERM=xterm-256color, or: %s",
                        name, advice);
    return true;
}

/* The environment names a locale that is not installed, as in many containers: if it says UTF-8, so
 * does the terminal. */
static bool asks_for_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            const char *dot = strchr(value, '.');
            return dot &&
                   (lrs_text_equal_nocase(dot, ".utf-8") || lrs_text_equal_nocase(dot, ".utf8"));
        }
    }
    return false;
}

bool lrs_term_locale(void)
{
    if (!setlocale(LC_CTYPE, "") && asks_for_utf8())
        setlocale(LC_CTYPE, "C.UTF-8");
    return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

bool lrs_term_no_color(void)
{
    const char *value = getenv("NO_COLOR");
    return value && *value;
}
