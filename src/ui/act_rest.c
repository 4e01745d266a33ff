/* Actions of the group "rest", and those that take something out of the program. */
#include <math.h>
#include <string.h>

#include "explain.h"
#include "lrscope/image.h"
#include "lrscope/mem.h"

static const char *const glyph_names[LRS_GLYPH_SETS] = {"braille", "quadrant", "ascii"};

LRS_ACT(lrs_act_help)
{
    ui->help_scroll = 0;
    ui->help_over = ui->overlay;
    lrs_entry_set(&ui->help_filter, "", false);
    lrs_overlay_open(ui, LRS_OVER_HELP);
    return true;
}

LRS_ACT(lrs_act_explain)
{
    struct lrs_str text = {0};
    lrs_overlay_close(ui);
    lrs_ui_explain(ui, &text);
    lrs_ui_tell(ui, lrs_str_text(&text));
    lrs_str_clear(&text);
    return true;
}

LRS_ACT(lrs_act_what)
{
    struct lrs_str text = {0};
    if (!args)
        return lrs_fail(err, "what is what? what WORD, as in what gamma");
    bool known = lrs_ui_what(ui, args, &text, err);
    if (known)
        lrs_ui_tell(ui, lrs_str_text(&text));
    lrs_str_clear(&text);
    return known;
}

/* By lines, or by PAGES. */
static bool scroll(struct lrs_ui *ui, int lines, int pages)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    int last = lrs_view_help_last(ui, l.body), page = l.body.h > 3 ? l.body.h - 2 : 1;
    int from = ui->help_scroll < last ? ui->help_scroll : last, to = from + lines + pages * page;
    ui->help_scroll = to < 0 ? 0 : to > last ? last : to;
    return true;
}

LRS_ACT(lrs_act_help_up)
{
    return scroll(ui, -1, 0);
}

LRS_ACT(lrs_act_help_down)
{
    return scroll(ui, 1, 0);
}

LRS_ACT(lrs_act_help_page_up)
{
    return scroll(ui, 0, -1);
}

LRS_ACT(lrs_act_help_page_down)
{
    return scroll(ui, 0, 1);
}

LRS_ACT(lrs_act_prompt)
{
    lrs_prompt_open(ui, args ? args : "");
    return true;
}

LRS_ACT(lrs_act_share)
{
    lrs_free(ui->copied);
    ui->copied = lrs_ui_share_line(ui);
    ui->reactions |= LRS_UI_COPY;
    lrs_ui_tell(ui, ui->copied);
    return true;
}

LRS_ACT(lrs_act_write)
{
    if (!args) {
        bool own = strchr(ui->scene->name, '/') || strstr(ui->scene->name, ".lua");
        char *line = lrs_format(own ? "write %s" : "write my-%s.lua", ui->scene->name);
        lrs_prompt_open(ui, line);
        lrs_free(line);
        return true;
    }
    if (!lrs_ui_write_scene(ui, args, err))
        return false;
    lrs_ui_say(ui, "the experiment as a scene in %s", args);
    return true;
}

LRS_ACT(lrs_act_snapshot)
{
    if (!args)
        return lrs_fail(err, "to which file? snapshot FILE (.svg, .ans or text)");
    const char *dot = strrchr(args, '.');
    if (dot && !strchr(dot, '/') && lrs_image_of_file(args) == LRS_IMAGE_TEXT &&
        !lrs_text_equal_nocase(dot, ".txt"))
        return lrs_fail(err, "no picture ends in '%.20s': .svg, .ans or .txt", dot);
    if (!lrs_ui_save_picture(ui, args, err))
        return false;
    lrs_ui_say(ui, "the screen as %s in %s", lrs_image_name(lrs_image_of_file(args)), args);
    return true;
}

LRS_ACT(lrs_act_theme)
{
    int to = args ? lrs_theme_find(args) : (ui->opt.theme + 1) % lrs_theme_count();
    if (to < 0) {
        struct lrs_str all = {0};
        for (int i = 0; i < lrs_theme_count(); i++)
            lrs_str_addf(&all, "%s%s", i ? ", " : "", lrs_theme(i)->name);
        lrs_fail(err, "'%s' is none of %s", args, lrs_str_text(&all));
        lrs_str_clear(&all);
        return false;
    }
    ui->opt.theme = to;
    ui->opt.theme_is_open = false;
    ui->reactions |= LRS_UI_REPAINT;
    lrs_ui_say(ui, "theme %s", lrs_theme(to)->name);
    return true;
}

LRS_ACT(lrs_act_glyphs)
{
    int to = ((int)ui->opt.glyphs + 1) % LRS_GLYPH_SETS;
    if (args) {
        for (to = 0; to < LRS_GLYPH_SETS && strcmp(args, glyph_names[to]) != 0;)
            to++;
        if (to == LRS_GLYPH_SETS)
            return lrs_fail(err, "'%s' is none of braille, quadrant, ascii", args);
    }
    ui->opt.glyphs = (enum lrs_glyphs)to;
    ui->reactions |= LRS_UI_REPAINT;
    lrs_ui_say(ui, "drawn with %s", glyph_names[to]);
    return true;
}

LRS_ACT(lrs_act_big)
{
    ui->big = !ui->big;
    lrs_ui_say(ui, ui->big ? "big text" : "text as before");
    return true;
}

LRS_ACT(lrs_act_bind)
{
    if (!args)
        return lrs_fail(err, "bind what? KEY ACTION, for instance bind x schedule StepLR");
    if (!lrs_bindings_add(ui, args, err))
        return false;
    lrs_ui_say(ui, "bound %s", args);
    return true;
}

LRS_ACT(lrs_act_redraw)
{
    ui->reactions |= LRS_UI_REPAINT;
    return true;
}

LRS_ACT(lrs_act_suspend)
{
    ui->reactions |= LRS_UI_SUSPEND;
    return true;
}

/* The help gives way to what it was opened over. */
static void close_overlay(struct lrs_ui *ui)
{
    enum lrs_overlay below = ui->overlay == LRS_OVER_HELP ? ui->help_over : LRS_OVER_NONE;
    lrs_overlay_close(ui);
    ui->overlay = below;
}

/* What is open, then the cursor, then the zoom, then the maximised panel. */
LRS_ACT(lrs_act_back)
{
    if (ui->overlay != LRS_OVER_NONE) {
        close_overlay(ui);
    } else if (ui->cursor_on) {
        ui->cursor_on = false;
        ui->focus = LRS_PANEL_CONTROL;
    } else if (ui->maximised) {
        ui->maximised = false;
    } else if (ui->zoomed) {
        lrs_ui_fit_steps(ui);
    } else {
        ui->focus = LRS_PANEL_CONTROL;
        lrs_ui_say(ui, "q quits");
    }
    return true;
}

LRS_ACT(lrs_act_quit)
{
    ui->reactions |= LRS_UI_QUIT;
    return true;
}

LRS_ACT(lrs_act_quit_keep)
{
    ui->reactions |= LRS_UI_QUIT | LRS_UI_KEEP;
    return true;
}
