/* Script mode: a file of items, one a line, against a synchronous engine and a clock that only
 * actions move. A line is `<Down>` or text as keys, `:action args`, `expect TEXT`, `dump NAME`,
 * `resize CxR`, or `# comment`. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

enum { SCRIPT_OK = 0, SCRIPT_FAILED = 1, SCRIPT_BAD = 2, SIZE_MAX_CELLS = 1000 };

struct script {
    struct lrs_ui *ui;
    struct lrs_engine *engine;
    const char *file;
    int line;
    bool over;
    struct lrs_canvas canvas;
};

/* One sentence on stderr that names the place; returns STATUS. */
static int say(const struct script *s, int status, const char *sentence)
{
    fprintf(stderr, "lrscope: %s:%d: %s\n", s->file, s->line, sentence);
    return status;
}

/* Lets the engine take what was sent, without any time passing. Steps that were asked for are done
 * before the next line; a run that was let go waits for `:wait`. */
static void settle(struct script *s)
{
    lrs_engine_pump(s->engine, 0);
    lrs_ui_refresh(s->ui);
}

static void draw(struct script *s)
{
    lrs_ui_draw(s->ui, &s->canvas);
}

static void send_key(struct script *s, uint32_t key)
{
    struct lrs_event e = {.type = LRS_EVENT_KEY, .key = key, .now = s->ui->now};
    s->over = s->over || (lrs_ui_update(s->ui, &e) & LRS_UI_QUIT);
    settle(s);
}

/* "<Down>" at TEXT: *KEY, and what is behind it. A "<" that closes nowhere is itself. */
static const char *named_key(const char *text, uint32_t *key)
{
    const char *end = strchr(text, '>');
    *key = '<';
    if (!end || end == text + 1)
        return text + 1;
    char *name = lrs_strndup(text + 1, (size_t)(end - text - 1));
    *key = strcmp(name, "lt") == 0 ? '<' : lrs_key_parse(name);
    lrs_free(name);
    return end + 1;
}

static int run_keys(struct script *s, const char *text)
{
    while (*text && !s->over) {
        uint32_t key;
        const char *at = text;
        if (*text == '<')
            text = named_key(text, &key);
        else
            key = lrs_utf8_next(&text);
        if (key == LRS_KEY_NONE) {
            char *sentence = lrs_format("there is no key %.*s", (int)(text - at), at);
            say(s, SCRIPT_BAD, sentence);
            lrs_free(sentence);
            return SCRIPT_BAD;
        }
        send_key(s, key);
    }
    return SCRIPT_OK;
}

/* An action that is not known is a slip in the script; one that refuses says so on the screen. */
static int run_action(struct script *s, const char *line)
{
    struct lrs_err err = {""};
    unsigned reactions;
    char *name = lrs_strndup(line + 1, strcspn(line + 1, " "));
    bool known = lrs_python_is(line + 1) || lrs_action_find(name, &err);
    lrs_free(name);
    if (!known)
        return say(s, SCRIPT_BAD, err.msg);
    if (!lrs_ui_command(s->ui, line, &reactions, &err))
        lrs_ui_complain(s->ui, err.msg);
    s->over = s->over || (reactions & LRS_UI_QUIT);
    settle(s);
    return SCRIPT_OK;
}

static int run_expect(struct script *s, const char *text)
{
    struct lrs_str screen = {0};
    draw(s);
    lrs_canvas_print_text(&s->canvas, &screen);
    bool found = strstr(lrs_str_text(&screen), text);
    if (!found) {
        say(s, SCRIPT_FAILED, "expected this text on the screen:");
        fprintf(stderr, "  %s\nthe screen was:\n%s\n", text, lrs_str_text(&screen));
    }
    lrs_str_clear(&screen);
    return found ? SCRIPT_OK : SCRIPT_FAILED;
}

static int run_dump(struct script *s, const char *name)
{
    struct lrs_str golden = {0};
    draw(s);
    lrs_canvas_print_golden(&s->canvas, &golden);
    printf("== %s\n%s", name, lrs_str_text(&golden));
    lrs_str_clear(&golden);
    return SCRIPT_OK;
}

static int run_resize(struct script *s, const char *text)
{
    int w, h, end = 0;
    if (sscanf(text, "%4dx%4d%n", &w, &h, &end) != 2 || text[end] != '\0' || w < 1 || h < 1 ||
        w > SIZE_MAX_CELLS || h > SIZE_MAX_CELLS)
        return say(s, SCRIPT_BAD, "resize takes COLUMNSxROWS, each 1 to 1000");
    struct lrs_event e = {.type = LRS_EVENT_RESIZE, .x = w, .y = h, .now = s->ui->now};
    lrs_ui_update(s->ui, &e);
    settle(s);
    return SCRIPT_OK;
}

/* What follows WORD and a space at the beginning of LINE, or NULL. */
static const char *after_word(const char *line, const char *word)
{
    size_t n = strlen(word);
    return strncmp(line, word, n) == 0 && line[n] == ' ' && line[n + 1] ? line + n + 1 : NULL;
}

static int run_line(struct script *s, const char *line)
{
    static const struct {
        const char *word;
        int (*run)(struct script *s, const char *rest);
    } items[] = {{"expect", run_expect}, {"dump", run_dump}, {"resize", run_resize}};
    if (line[0] == '\0' || line[0] == '#')
        return SCRIPT_OK;
    if (line[0] == ':' && line[1])
        return run_action(s, line);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        const char *rest = after_word(line, items[i].word);
        if (rest)
            return items[i].run(s, rest);
        if (strcmp(line, items[i].word) == 0)
            return say(s, SCRIPT_BAD, "something is missing behind the word");
    }
    return run_keys(s, line);
}

/* Without the newline, and without spaces at either end. */
static char *trim(char *line)
{
    line += strspn(line, " \t");
    size_t n = strlen(line);
    while (n > 0 && strchr(" \t\r\n", line[n - 1]))
        n--;
    line[n] = '\0';
    return line;
}

int lrs_script_run(struct lrs_ui *ui, struct lrs_engine *engine, const char *file)
{
    struct script s = {.ui = ui, .engine = engine, .file = file};
    FILE *f = strcmp(file, "-") == 0 ? stdin : fopen(file, "r");
    if (!f) {
        fprintf(stderr, "lrscope: %s: %s\n", file, strerror(errno));
        return SCRIPT_BAD;
    }
    lrs_canvas_init(&s.canvas, ui->w, ui->h, ui->opt.glyphs, ui->opt.colour);
    settle(&s);
    char *line = NULL;
    size_t cap = 0;
    int status = SCRIPT_OK;
    while (status == SCRIPT_OK && !s.over && getline(&line, &cap, f) >= 0) {
        s.line++;
        status = run_line(&s, trim(line));
    }
    if (ferror(f)) { /* a folder, for instance */
        fprintf(stderr, "lrscope: %s: %s\n", file, strerror(errno));
        status = SCRIPT_BAD;
    }
    free(line);
    if (f != stdin)
        fclose(f);
    lrs_canvas_free(&s.canvas);
    return status;
}
