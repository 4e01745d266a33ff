/* The loop: sleeps in one poll() on terminal, engine and signals with the deadline of the next frame,
 * feeds events to the UI and presents its canvas.
 *
 * Frames are made when something changed, at most so many a second, sooner after a key, and only
 * when the terminal takes them: a slow one gets fewer frames, not late ones. Nothing changed means
 * nothing is written and nobody wakes up. */
#include "config.h"

#include "term_priv.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lrscope/mem.h"

static const double esc_delay = 0.025; /* a lone Esc; ESCDELAY has it in milliseconds */
static const double rest_delay = 0.25; /* the rest of a sequence that has begun */
static const double paste_delay = 1.0; /* the end of a paste */
static const double key_window = 0.1;  /* so long after a key frames may come faster ... */
static const double key_hurry = 0.25;  /* ... by this factor */
static const double tick_least = 0.01; /* between two ticks */

struct loop {
    const struct lrs_term_options *options;
    struct lrs_engine *engine;
    struct lrs_ui *(*make)(void *arg, const struct lrs_ui_options *o, int w, int h,
                           struct lrs_err *err);
    void *arg;
    struct lrs_ui *ui;
    struct lrs_screen *screen;
    struct lrs_canvas canvas;
    struct lrs_decoder decoder;
    double now; /* of the last wake-up */
    double last_input;
    double last_frame, frame_cost; /* when it was begun, how long it took to write */
    double tick_at;                /* when the UI wants to be asked again */
    bool news;    /* the engine has something new, to be taken with the next frame */
    bool dirty;   /* a frame is due */
    bool blocked; /* it was, but the terminal took nothing */
    bool quit, keep, lost;
    double esc_delay;
};

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void handle_size(struct loop *l, bool always);

/* Leaves the terminal, stops, and comes back to whatever it is then. */
static void suspend(struct loop *l, bool everybody)
{
    lrs_guard_leave();
    lrs_guard_stop(everybody);
    lrs_screen_enter(l->screen);
    handle_size(l, true);
}

static void send_event(struct loop *l, struct lrs_event *e);

static void react(struct loop *l, unsigned reactions)
{
    l->dirty |= (reactions & LRS_UI_REDRAW) != 0;
    l->quit |= (reactions & LRS_UI_QUIT) != 0;
    l->keep |= (reactions & LRS_UI_KEEP) != 0;
    if (reactions & LRS_UI_REPAINT) {
        lrs_screen_repaint(l->screen);
        l->dirty = true;
    }
    if (reactions & LRS_UI_COPY)
        lrs_screen_copy(l->screen, lrs_ui_copied(l->ui));
    if (reactions & LRS_UI_SUSPEND)
        suspend(l, true);
}

static void ask_deadline(struct loop *l)
{
    double seconds = lrs_ui_deadline(l->ui);
    l->tick_at = seconds < 0 ? (double)INFINITY : l->now + fmax(seconds, tick_least);
}

static void send_event(struct loop *l, struct lrs_event *e)
{
    e->now = l->now;
    react(l, lrs_ui_update(l->ui, e));
    l->news |= e->type != LRS_EVENT_TICK; /* a frame may now need other columns or another map */
    ask_deadline(l);
}

static void handle_size(struct loop *l, bool always)
{
    int w, h;
    lrs_screen_size(&w, &h);
    if (w != l->canvas.w || h != l->canvas.h) {
        lrs_screen_resize(l->screen, w, h);
        struct lrs_event e = {.type = LRS_EVENT_RESIZE, .x = w, .y = h};
        send_event(l, &e);
    } else if (always) {
        lrs_screen_repaint(l->screen);
    }
    l->dirty = true;
}

static void handle_signals(struct loop *l)
{
    unsigned set = lrs_guard_signals();
    if (set & LRS_SIGNAL_STOP) {
        suspend(l, false);
    } else if (set & LRS_SIGNAL_CONTINUE) { /* stopped without a warning: take over again */
        lrs_screen_enter(l->screen);
        handle_size(l, true);
    } else if (set & LRS_SIGNAL_SIZE) {
        handle_size(l, true);
    }
}

static void drain_decoder(struct loop *l, bool give_up)
{
    struct lrs_event e;
    while (!l->quit && lrs_decoder_next(&l->decoder, give_up, &e)) {
        if (e.type == LRS_EVENT_MOUSE && (e.x >= l->canvas.w || e.y >= l->canvas.h))
            continue; /* reported for a window that is gone */
        send_event(l, &e);
        if (e.type == LRS_EVENT_PASTE)
            give_up = false;
    }
}

/* One read: a terminal that floods us must not keep frames from being drawn. */
static void handle_input(struct loop *l)
{
    unsigned char bytes[1024];
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) {
        l->lost = true;
        return;
    }
    for (ssize_t i = 0; i < n && !l->quit;) {
        i += (ssize_t)lrs_decoder_feed(&l->decoder, bytes + i, (size_t)(n - i));
        drain_decoder(l, false);
    }
    l->last_input = l->now;
}

/* When the decoder gives up waiting. */
static double decoder_deadline(const struct loop *l)
{
    switch (lrs_decoder_pending(&l->decoder)) {
    case LRS_PENDING_NONE:
        break;
    case LRS_PENDING_ESC:
        return l->last_input + l->esc_delay;
    case LRS_PENDING_SEQUENCE:
        return l->last_input + fmax(rest_delay, l->esc_delay);
    case LRS_PENDING_PASTE:
        return l->last_input + paste_delay;
    }
    return (double)INFINITY;
}

/* When the next frame may be begun. A terminal that took long gets at least as long a rest. */
static double frame_time(const struct loop *l)
{
    double interval = 1 / l->options->fps;
    if (l->now - l->last_input < key_window)
        interval *= key_hurry;
    return l->last_frame + fmax(interval, 2 * l->frame_cost);
}

static bool takes_output(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && out.revents & POLLOUT;
}

static void draw_frame(struct loop *l)
{
    if (l->news) {
        l->news = false;
        react(l, lrs_ui_refresh(l->ui));
        ask_deadline(l);
    }
    if (!l->dirty || l->quit)
        return;
    l->blocked = !takes_output();
    if (l->blocked)
        return;
    l->dirty = false;
    l->last_frame = clock_now();
    lrs_ui_draw(l->ui, &l->canvas);
    double drawn = clock_now();
    lrs_screen_present(l->screen, &l->canvas, lrs_theme(lrs_ui_theme(l->ui)), lrs_ui_paints(l->ui));
    l->frame_cost = clock_now() - drawn;
}

enum { FD_INPUT, FD_SIGNAL, FD_WAKE, FD_OUTPUT, FDS };

/* Sleeps until something happens or something is due. News are not listened for while some are
 * waiting for their frame, or a running engine would wake us for every step. */
static void wait_for_events(struct loop *l, struct pollfd fd[FDS])
{
    fd[FD_INPUT] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    fd[FD_SIGNAL] = (struct pollfd){.fd = lrs_guard_fd(), .events = POLLIN};
    fd[FD_WAKE] =
        (struct pollfd){.fd = l->news ? -1 : lrs_engine_wake_fd(l->engine), .events = POLLIN};
    fd[FD_OUTPUT] = (struct pollfd){.fd = STDOUT_FILENO, .events = l->blocked ? POLLOUT : 0};
    double until = fmin(l->tick_at, decoder_deadline(l));
    if ((l->dirty || l->news) && !l->blocked)
        until = fmin(until, frame_time(l));
    double seconds = until - clock_now();
    int timeout = until == (double)INFINITY ? -1
                  : seconds <= 0            ? 0
                                            : (int)fmin(ceil(1000 * seconds), 1e6);
    if (poll(fd, FDS, timeout) < 0)
        for (int i = 0; i < FDS; i++)
            fd[i].revents = 0; /* interrupted; the signal pipe tells why next time */
    l->now = clock_now();
}

static void run_loop(struct loop *l)
{
    const short gone = POLLHUP | POLLERR | POLLNVAL;
    while (!l->quit && !l->lost) {
        struct pollfd fd[FDS];
        wait_for_events(l, fd);
        if (fd[FD_SIGNAL].revents)
            handle_signals(l);
        if (fd[FD_INPUT].revents)
            handle_input(l);
        if (fd[FD_OUTPUT].revents & gone)
            l->lost = true;
        l->blocked = l->blocked && !(fd[FD_OUTPUT].revents & POLLOUT);
        l->news |= (fd[FD_WAKE].revents & POLLIN) != 0;
        if (l->now >= decoder_deadline(l))
            drain_decoder(l, true);
        if (l->now >= l->tick_at && !l->quit) {
            struct lrs_event e = {.type = LRS_EVENT_TICK};
            send_event(l, &e);
        }
        if ((l->dirty || l->news) && !l->blocked && l->now >= frame_time(l))
            draw_frame(l);
    }
}

static double escape_delay(void)
{
    const char *text = getenv("ESCDELAY");
    double ms;
    return text && lrs_number_parse(text, &ms) && ms >= 1 && ms <= 5000 ? ms / 1000 : esc_delay;
}

/* What to draw with: the console of Linux has quadrants in its font but no Braille. */
static enum lrs_glyphs choose_glyphs(const struct lrs_term_options *o, const char *entry, bool utf8)
{
    if (o->ascii || !utf8)
        return LRS_ASCII;
    return !strncmp(entry, "linux", 5) ? LRS_QUADRANT : LRS_BRAILLE;
}

/* An explicit theme speaks louder than NO_COLOR. */
static bool wants_colour(const struct lrs_term_options *o)
{
    return o->theme >= 0 ? lrs_theme(o->theme)->colour : !lrs_term_no_color();
}

static int choose_theme(const struct lrs_term_options *o, bool colour)
{
    return o->theme >= 0 ? o->theme : lrs_theme_find(colour ? "dark" : "mono");
}

/* Without the blank lines that a picture may end with. */
static void print_picture(struct lrs_str *text)
{
    while (text->len > 1 && text->s[text->len - 2] == '\n')
        text->s[--text->len] = '\0';
    fputs(lrs_str_text(text), stdout);
    fflush(stdout);
}

static void draw_last(struct loop *l)
{
    handle_size(l, false);
    lrs_ui_refresh(l->ui);
    lrs_ui_draw(l->ui, &l->canvas);
}

/* The visit between taking the terminal over and giving it back. */
static int visit(struct loop *l, struct lrs_ui_options *o, struct lrs_err *err)
{
    int w, h;
    lrs_screen_size(&w, &h);
    o->mouse = lrs_screen_mouse(l->screen);
    o->colour = lrs_screen_colours(l->screen) > 0;
    o->few_colours = lrs_screen_colours(l->screen) < 256;
    o->theme = choose_theme(l->options, o->colour);
    o->theme_is_open = l->options->theme < 0 && o->colour;
    if (o->theme_is_open)
        lrs_screen_ask_background(l->screen);
    l->ui = l->make(l->arg, o, w, h, err);
    if (!l->ui)
        return 1;
    lrs_screen_learn(&l->decoder);
    lrs_canvas_init(&l->canvas, w, h, o->glyphs, o->colour);
    l->now = l->last_input = clock_now();
    l->last_frame = -(double)INFINITY;
    l->dirty = l->news = true;
    ask_deadline(l);
    run_loop(l);
    if (l->keep &&
        !l->lost) /* the last frame may have been of another size, or of before the keys */
        draw_last(l);
    return l->lost;
}

int lrs_term_run(const struct lrs_term_options *options, struct lrs_engine *engine,
                 struct lrs_ui *(*make)(void *arg, const struct lrs_ui_options *o, int w, int h,
                                        struct lrs_err *err),
                 void *arg)
{
    struct loop l = {.options = options,
                     .engine = engine,
                     .make = make,
                     .arg = arg,
                     .esc_delay = escape_delay()};
    struct lrs_err err = {{0}};
    struct lrs_str picture = {0};
    char notice[128];
    if (!lrs_term_check(&err) || !lrs_guard_open(&err)) {
        fprintf(stderr, "lrscope: %s\n", err.msg);
        return 3;
    }
    const char *entry = lrs_term_entry(notice, sizeof notice);
    bool utf8 = lrs_term_locale();
    int status = 3;
    l.screen = lrs_screen_open(entry, options->mouse, wants_colour(options), utf8, &err);
    if (l.screen) {
        struct lrs_ui_options o = {.glyphs = choose_glyphs(options, entry, utf8),
                                   .running = true,
                                   .notice = notice[0] ? notice : NULL};
        status = visit(&l, &o, &err);
        if (l.keep && l.ui)
            lrs_screen_print(l.screen, &l.canvas, lrs_theme(lrs_ui_theme(l.ui)),
                             lrs_ui_paints(l.ui), &picture);
        lrs_screen_close(l.screen);
    }
    lrs_guard_close();
    if (err.msg[0])
        fprintf(stderr, "lrscope: %s\n", err.msg);
    if (l.keep)
        print_picture(&picture);
    lrs_str_clear(&picture);
    if (l.ui)
        lrs_ui_free(l.ui);
    lrs_canvas_free(&l.canvas);
    lrs_decoder_free(&l.decoder);
    return status;
}
