/* lrscope list: what there is, from the tables that everything else uses as well. */
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"
#include "list.h"
#include "lrscope/mem.h"
#include "lrscope/model.h"
#include "lrscope/text.h"
#include "lrscope/ui.h"

/* Rows of text, printed with aligned columns. The last column is as long as it likes in a file, where
 * a row is a line; on a terminal it is wrapped below itself, or, where it would be narrower than
 * LAST_FROM, stands on lines of its own. */
enum { TABLE_COLUMNS = 7, LAST_FROM = 30, INDENT = 4 };
struct text_table {
    int columns;
    char *(*row)[TABLE_COLUMNS]; /* owned */
    int n;
};

static void add_row(struct text_table *t, const char *const *cell)
{
    t->row = lrs_resize(t->row, (size_t)t->n, (size_t)t->n + 1, sizeof *t->row);
    for (int i = 0; i < t->columns; i++)
        t->row[t->n][i] = lrs_strdup(cell[i] ? cell[i] : "");
    t->n++;
}

/* Columns of the terminal that OUT is; 0 = none. */
static int terminal_columns(FILE *out)
{
    struct winsize size;
    int fd = fileno(out);
    if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

/* Words of TEXT from column FROM on, lines of at most ROOM columns; ROOM 0 = one line. */
static void print_wrapped(const char *text, int from, int room, FILE *out)
{
    int x = 0;
    for (const char *at = text; *(at += strspn(at, " "));) {
        size_t n = strcspn(at, " ");
        char *word = lrs_strndup(at, n);
        int w = lrs_text_width(word);
        if (x > 0 && room > 0 && x + 1 + w > room) {
            fprintf(out, "\n%*s", from, "");
            x = 0;
        }
        fprintf(out, "%s%s", x > 0 ? " " : "", word);
        x += w + (x > 0);
        lrs_free(word);
        at += n;
    }
}

static void print_text_table(struct text_table *t, FILE *out)
{
    int width[TABLE_COLUMNS] = {0}, last = t->columns - 1, from = 0;
    for (int r = 0; r < t->n; r++)
        for (int i = 0; i < last; i++) {
            int w = lrs_text_width(t->row[r][i]);
            width[i] = w > width[i] ? w : width[i];
        }
    for (int i = 0; i < last; i++)
        from += width[i] + 2;
    int columns = terminal_columns(out);
    bool below = columns > 0 && columns - from < LAST_FROM;
    from = below ? INDENT : from;
    for (int r = 0; r < t->n; r++) {
        for (int i = 0; i < last; i++) {
            int pad = width[i] - lrs_text_width(t->row[r][i]) + 2;
            fprintf(out, "%s%*s", t->row[r][i], pad, "");
        }
        if (below)
            fprintf(out, "\n%*s", from, "");
        print_wrapped(t->row[r][last], from, columns > 0 ? columns - from : 0, out);
        fputc('\n', out);
        for (int i = 0; i < t->columns; i++)
            lrs_free(t->row[r][i]);
    }
    lrs_free(t->row);
    *t = (struct text_table){0};
}

static void list_schedules(FILE *out)
{
    struct text_table t = {.columns = 7};
    add_row(&t, (const char *const[]){"name", "short", "changes", "law", "direction", "feedback",
                                      "what it does, when to use it, tips"});
    for (int i = 0; lrs_schedules.kinds[i]; i++) {
        const struct lrs_kind *k = lrs_schedules.kinds[i];
        const struct lrs_schedule_class *c = (const void *)k;
        char *about = lrs_format("%s Use: %s Tips: %s", k->summary, k->when, k->tips);
        add_row(&t, (const char *const[]){k->name, k->id, lrs_frequency_name(c->frequency), c->law,
                                          lrs_direction_name(c->direction), lrs_feedback_name(c),
                                          about});
        lrs_free(about);
    }
    print_text_table(&t, out);
}

static void list_kinds(const struct lrs_registry *reg, FILE *out)
{
    struct text_table t = {.columns = 3};
    add_row(&t, (const char *const[]){"name", "short", "what it is"});
    for (int i = 0; reg->kinds[i]; i++) {
        const struct lrs_kind *k = reg->kinds[i];
        add_row(&t, (const char *const[]){k->name, k->id, k->summary});
    }
    print_text_table(&t, out);
}

static void list_actions(FILE *out)
{
    struct text_table t = {.columns = 4};
    add_row(&t, (const char *const[]){"action", "keys", "group", "what it does"});
    for (int i = 0; i < lrs_action_count(); i++) {
        struct lrs_action_info a = lrs_action_info(i);
        add_row(&t, (const char *const[]){a.name, a.keys, a.group, a.help});
    }
    print_text_table(&t, out);
}

static void list_keys(FILE *out)
{
    struct text_table t = {.columns = 3};
    add_row(&t, (const char *const[]){"key", "action", "what it does"});
    for (int i = 0; i < lrs_action_count(); i++) {
        struct lrs_action_info a = lrs_action_info(i);
        for (const char *key = a.keys; key && *key;) {
            size_t n = strcspn(key, " ");
            char *word = lrs_strndup(key, n);
            if (n)
                add_row(&t, (const char *const[]){word, a.name, a.help});
            lrs_free(word);
            key += n + (key[n] == ' ');
        }
    }
    print_text_table(&t, out);
}

/* A scene that does not load is listed with the reason. */
static void list_scene(struct lrs_lua *lua, const char *name, struct text_table *t, bool first,
                       FILE *json)
{
    struct lrs_err err = {{0}};
    char lesson[24] = "";
    struct lrs_scene *s = lrs_scene_load(lua, name, &err);
    if (s && s->lesson)
        snprintf(lesson, sizeof lesson, "%d beats", s->lesson->n);
    if (json)
        list_json_scene(name, s, first, json);
    else
        add_row(t, (const char *const[]){name, s ? s->title : err.msg, lesson});
    lrs_scene_free(s);
}

/* Lessons behind plain scenes, in the order in which they are given. */
static void list_scenes(FILE *out, bool json)
{
    struct lrs_lua *lua = lrs_lua_new(0);
    struct text_table t = {.columns = 3};
    if (json)
        fputs("[", out);
    else
        add_row(&t, (const char *const[]){"scene", "title", "lesson"});
    for (int k = 0; k < 2; k++) {
        int n;
        char **names = k ? lrs_lesson_names(&n) : lrs_scene_names(&n);
        for (int i = 0; i < n; i++) {
            list_scene(lua, names[i], &t, k == 0 && i == 0, json ? out : NULL);
            lrs_free(names[i]);
        }
        lrs_free(names);
    }
    if (json)
        fputs("\n]\n", out);
    else
        print_text_table(&t, out);
    lrs_lua_free(lua);
}

struct topic {
    const char *name;
    const struct lrs_registry *registry; /* NULL: not kinds */
};

static const struct topic topics[] = {
    {"schedules", &lrs_schedules},
    {"optimizers", &lrs_optimizers},
    {"problems", &lrs_problems},
    {"models", &lrs_models},
    {"scenes", NULL},
    {"actions", NULL},
    {"keys", NULL},
};
enum { N_TOPICS = sizeof topics / sizeof *topics };

const char *cli_list_topic(int i)
{
    return i < N_TOPICS ? topics[i].name : NULL;
}

static const struct topic *find_topic(const char *word, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = word};
    for (int i = 0; i < N_TOPICS; i++) {
        if (!strcmp(topics[i].name, word))
            return &topics[i];
        lrs_nearest_try(&near, topics[i].name);
    }
    struct lrs_str all = {0};
    for (int i = 0; i < N_TOPICS; i++)
        lrs_str_addf(&all, "%s%s", i ? ", " : "", topics[i].name);
    lrs_fail(err, "no list of '%.60s'%s (%s)", word, lrs_nearest_hint(&near), lrs_str_text(&all));
    lrs_str_clear(&all);
    return NULL;
}

static void list_topic(const struct topic *topic, bool json, FILE *out)
{
    if (topic->registry && json)
        list_json_kinds(topic->registry, out);
    else if (topic->registry == &lrs_schedules)
        list_schedules(out);
    else if (topic->registry)
        list_kinds(topic->registry, out);
    else if (!strcmp(topic->name, "scenes"))
        list_scenes(out, json);
    else if (json)
        list_json_actions(!strcmp(topic->name, "keys"), out);
    else if (!strcmp(topic->name, "keys"))
        list_keys(out);
    else
        list_actions(out);
}

int cli_list(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_out out;
    const struct topic *topic = find_topic(args->operand, &err);
    if (!topic)
        return cli_fail(CLI_USAGE, &err);
    cli_out_begin(&out, NULL, &err);
    list_topic(topic, args->format == 1, out.f);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}
