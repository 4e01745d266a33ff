/* How a frame is to look, as the options say. */
#include "cli.h"
#include "lrscope/theme.h"

bool cli_find_theme(const char *name, int *theme, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name};
    *theme = name ? lrs_theme_find(name) : -1;
    if (!name || *theme >= 0)
        return true;
    struct lrs_str all = {0};
    for (int i = 0; i < lrs_theme_count(); i++) {
        lrs_nearest_try(&near, lrs_theme(i)->name);
        lrs_str_addf(&all, "%s%s", i ? ", " : "", lrs_theme(i)->name);
    }
    lrs_fail(err, "no theme '%.60s'%s; there are %s", name,
             near.best ? lrs_nearest_hint(&near) : "", lrs_str_text(&all));
    lrs_str_clear(&all);
    return false;
}
