/* A stand-in for the user interface: draws a test card that tells of every event, and does on
 * request what the loop must survive. Linked with the terminal floor in place of ui/ and engine/. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lrscope/mem.h"
#include "lrscope/term.h"

struct lrs_ui {
    int w, h, theme, events, frames, news;
    enum lrs_glyphs glyphs;
    bool colour, mouse, running, cursor;
    char notice[160];
    char log[4096];
    double now, message_until;
};

/* The engine: a pipe that is readable while "training". */
struct lrs_engine {
    int fd[2];
};

static struct lrs_engine the_engine;

int lrs_engine_wake_fd(const struct lrs_engine *e)
{
    return e->fd[0];
}

static void add_log(struct lrs_ui *ui, const char *what)
{
    size_t n = strlen(ui->log), more = strlen(what) + 1;
    if (n + more >= sizeof ui->log) {
        memmove(ui->log, ui->log + sizeof ui->log / 2, sizeof ui->log / 2);
        n = strlen(ui->log);
    }
    snprintf(ui->log + n, sizeof ui->log - n, "%s ", what);
    ui->events++;
}

static void run(struct lrs_ui *ui, bool on)
{
    char byte = 0;
    if (on && !ui->running && write(the_engine.fd[1], &byte, 1) != 1)
        lrs_die("the pipe is full");
    if (!on && ui->running && read(the_engine.fd[0], &byte, 1) != 1)
        lrs_die("the pipe is empty");
    ui->running = on;
}

/* A real fault, which no compiler and no sanitizer sees coming. */
static void crash(void)
{
    volatile char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *page = 1;
}

static unsigned act(struct lrs_ui *ui, uint32_t key)
{
    switch (key) {
    case 'q':
        return LRS_UI_QUIT;
    case 'Q':
        return LRS_UI_QUIT | LRS_UI_KEEP;
    case 'r':
        run(ui, true);
        break;
    case 'p':
        run(ui, false);
        break;
    case 't':
        ui->theme = (ui->theme + 1) % lrs_theme_count();
        break;
    case 'm':
        ui->message_until = ui->now + 0.2;
        break;
    case 'i':
        ui->cursor = !ui->cursor;
        break;
    case 'C':
        return LRS_UI_REDRAW | LRS_UI_COPY;
    case 'Z':
        return LRS_UI_REDRAW | LRS_UI_SUSPEND;
    case 12:
        return LRS_UI_REPAINT;
    case 'S':
        crash();
        break;
    case 'B':
        LRS_BUG("found by the test");
    case 'M':
        lrs_mem_fail_at(1);
        lrs_free(lrs_alloc(1, 1));
        break;
    default:
        break;
    }
    return LRS_UI_REDRAW;
}

static unsigned on_key(struct lrs_ui *ui, uint32_t key)
{
    char name[16];
    add_log(ui, lrs_key_name(name, key));
    return act(ui, key);
}

unsigned lrs_ui_update(struct lrs_ui *ui, const struct lrs_event *event)
{
    static const char *const mice[] = {"press", "drag", "release", "wheelup", "wheeldown"};
    char text[128];
    ui->now = event->now;
    switch (event->type) {
    case LRS_EVENT_KEY:
        return on_key(ui, event->key);
    case LRS_EVENT_MOUSE:
        snprintf(text, sizeof text, "%s@%d,%d", mice[event->mouse], event->x, event->y);
        add_log(ui, text);
        return LRS_UI_REDRAW;
    case LRS_EVENT_RESIZE:
        ui->w = event->x;
        ui->h = event->y;
        return LRS_UI_REDRAW;
    case LRS_EVENT_TICK:
        if (ui->now < ui->message_until)
            return 0;
        ui->message_until = 0;
        return LRS_UI_REDRAW;
    case LRS_EVENT_PASTE:
        snprintf(text, sizeof text, "paste(%zu:%.20s)", strlen(event->text), event->text);
        for (char *s = text; *s; s++)
            *s = *s == '\n' ? '|' : *s;
        add_log(ui, text);
        return LRS_UI_REDRAW;
    case LRS_EVENT_BACKGROUND:
        add_log(ui, event->light ? "light" : "dark");
        return LRS_UI_REDRAW;
    }
    return 0;
}

unsigned lrs_ui_refresh(struct lrs_ui *ui)
{
    if (!ui->running)
        return 0;
    ui->news++;
    return LRS_UI_REDRAW;
}

/* Every role as a foreground and as a background, in rows of 40. */
static void draw_roles(struct lrs_canvas *c, int y)
{
    for (int role = 0; role < LRS_ROLES; role++) {
        int x = role % 40, row = y + 2 * (role / 40);
        lrs_canvas_put(c, x, row, '#', role);
        lrs_canvas_fill(c, (struct lrs_rect){x, row + 1, 1, 1}, '.', LRS_R_TEXT, role);
    }
}

void lrs_ui_draw(struct lrs_ui *ui, struct lrs_canvas *c)
{
    static const char *const glyphs[] = {"braille", "quadrant", "ascii"};
    lrs_canvas_resize(c, ui->w, ui->h);
    lrs_canvas_clear(c);
    lrs_canvas_textf(c, 0, 0, -1, LRS_R_TITLE, "CARD %dx%d glyphs=%s theme=%s colour=%d mouse=%d",
                     ui->w, ui->h, glyphs[ui->glyphs], lrs_theme(ui->theme)->name, ui->colour,
                     ui->mouse);
    lrs_canvas_textf(c, 0, 1, -1, LRS_R_WARN, "notice: %s.", ui->notice);
    lrs_canvas_textf(c, 0, 2, -1, LRS_R_TEXT, "events=%d news=%d", ui->events, ui->news);
    lrs_canvas_wrap(c, (struct lrs_rect){0, 3, ui->w, 4}, LRS_R_TEXT, ui->log);
    lrs_canvas_text(c, 0, 7, -1, LRS_R_LR, "γ→ ⣿ 中文 ok");
    if (ui->message_until > 0)
        lrs_canvas_text(c, 0, 8, -1, LRS_R_ERROR, "a message");
    draw_roles(c, 9);
    if (ui->w > 8 && ui->h > 20) {
        lrs_canvas_text_right(c, ui->w, ui->h - 1, -1, LRS_R_STRONG, "corner");
        lrs_canvas_text(c, 0, ui->h - 1, -1, LRS_R_KEY, "bottom");
    }
    c->cursor_x = ui->cursor ? 5 : -1;
    c->cursor_y = ui->cursor ? 2 : -1;
}

int lrs_ui_theme(const struct lrs_ui *ui)
{
    return ui->theme;
}

bool lrs_ui_paints(const struct lrs_ui *ui)
{
    (void)ui;
    return false;
}

double lrs_ui_deadline(const struct lrs_ui *ui)
{
    return ui->message_until > 0 ? ui->message_until - ui->now : -1;
}

const char *lrs_ui_copied(const struct lrs_ui *ui)
{
    (void)ui;
    return "any carnal pleas";
}

void lrs_ui_free(struct lrs_ui *ui)
{
    lrs_free(ui);
}

static struct lrs_ui *make(void *arg, const struct lrs_ui_options *o, int w, int h,
                           struct lrs_err *err)
{
    if (arg) {
        lrs_fail(err, "the user interface cannot be made");
        return NULL;
    }
    struct lrs_ui *ui = LRS_NEW(struct lrs_ui);
    ui->w = w;
    ui->h = h;
    ui->theme = o->theme;
    ui->glyphs = o->glyphs;
    ui->colour = o->colour;
    ui->mouse = o->mouse;
    snprintf(ui->notice, sizeof ui->notice, "%s", o->notice ? o->notice : "none");
    return ui;
}

int main(int argc, char **argv)
{
    struct lrs_term_options o = {.theme = -1, .mouse = true, .fps = 30};
    bool fail = false;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--ascii"))
            o.ascii = true;
        else if (!strcmp(argv[i], "--no-mouse"))
            o.mouse = false;
        else if (!strcmp(argv[i], "--light"))
            o.theme = lrs_theme_find("light");
        else if (!strcmp(argv[i], "--fail"))
            fail = true;
    }
    if (pipe(the_engine.fd) != 0)
        return 99;
    return lrs_term_run(&o, &the_engine, make, fail ? &o : NULL);
}
