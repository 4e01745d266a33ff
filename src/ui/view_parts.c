/* Words and numbers that several views write. */
#include "view_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool lrs_next_line(const char **text, int w, char line[LRS_TEXT_LINE])
{
    const char *s = *text + strspn(*text, " "), *at = s, *cut = NULL;
    int width = 0;
    if (!*s || w < 1)
        return false;
    while (*at) {
        const char *next = at;
        width += lrs_utf8_width(lrs_utf8_next(&next));
        if (width > w)
            break;
        if (*next == ' ' || !*next)
            cut = next; /* a word ends here */
        at = next;
    }
    if (!cut)
        cut = at > s ? at : s + 1;
    snprintf(line, LRS_TEXT_LINE, "%.*s", (int)(cut - s), s);
    *text = cut;
    return true;
}

char *lrs_figure(char buf[LRS_NUMBER_MAX], double x)
{
    if (isnan(x))
        return strcpy(buf, "-");
    return lrs_number_pretty(buf, x, 4);
}

double lrs_shown_rate(const struct lrs_run_info *info)
{
    return lrs_figure_rows[LRS_FIG_LR].of(info);
}

char *lrs_percent(char buf[LRS_NUMBER_MAX], double share)
{
    if (isnan(share))
        return strcpy(buf, "-");
    snprintf(buf, LRS_NUMBER_MAX, "%.1f%%", 100 * share);
    return buf;
}

char *lrs_count(char buf[LRS_NUMBER_MAX], double n)
{
    static const struct {
        double unit;
        const char *suffix;
    } units[] = {{1e9, "G"}, {1e6, "M"}, {1e4, "k"}};
    for (int i = 0; i < 3; i++)
        if (n >= units[i].unit) {
            double by = units[i].unit == 1e4 ? 1e3 : units[i].unit;
            lrs_number_pretty(buf, n / by, 3);
            return strcat(buf, units[i].suffix);
        }
    return lrs_number_pretty(buf, n, n < 10 ? 2 : 5);
}

bool lrs_put_words(struct lrs_canvas *c, int *x, int y, int end, int role, const char *text)
{
    int width = lrs_text_width(text);
    if (*x + width > end)
        return false;
    *x += lrs_canvas_text(c, *x, y, -1, role, text);
    return true;
}

int lrs_put_heading(struct lrs_canvas *c, struct lrs_rect r, const char *title, bool focused)
{
    lrs_canvas_hline(c, r.x, r.y, r.w, focused ? LRS_R_FOCUS : LRS_R_FRAME);
    lrs_canvas_put(c, r.x, r.y, focused ? 0x25b6 : 0x2500, focused ? LRS_R_FOCUS : LRS_R_FRAME);
    int x = r.x + 1;
    lrs_canvas_put(c, x++, r.y, ' ', LRS_R_TITLE);
    int n = lrs_canvas_text(c, x, r.y, r.w - 3 > 0 ? r.w - 3 : 0,
                            focused ? LRS_R_FOCUS : LRS_R_TITLE, title);
    lrs_canvas_style(c, (struct lrs_rect){x, r.y, n, 1}, -1, -1, LRS_CELL_BOLD);
    x += n;
    if (x < r.x + r.w)
        lrs_canvas_put(c, x++, r.y, ' ', LRS_R_TITLE);
    return x;
}

const char *lrs_style_sample(const struct lrs_canvas *c, enum lrs_line style)
{
    static const char *const samples[LRS_LINE_STYLES][2] = {
        [LRS_SOLID] = {"──", "--"},    [LRS_DASHED] = {"╌╌", "- "},    [LRS_DOTTED] = {"··", ".."},
        [LRS_DASH_DOT] = {"─·", "-o"}, [LRS_LONG_DASH] = {"─ ", "-x"}, [LRS_THICK] = {"━━", "--"}};
    return samples[style][c->glyphs == LRS_ASCII];
}

double lrs_shown_beta(const struct lrs_ui *ui)
{
    return ui->snap.info.n_train > 0 ? lrs_ui_beta(ui) : 0;
}
