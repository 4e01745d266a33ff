/* Hostile texts: loops, recursion, memory hogs, long library calls, deep nesting, tables that hold
 * themselves. Each must end within a second, with one line, and leave the sandbox usable.
 * hostile.txt holds one spec a line, hostile_scenes.txt one scene a line; in both "@N{text}@" stands
 * for N times the text. */
#include "scenes.h"

#include <time.h>

static double now(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (double)ts.tv_sec + 1e-9 * (double)ts.tv_nsec;
}

static char *expand(const char *line)
{
    struct lrs_str out = {0};
    for (const char *s = line; *s;) {
        char *text;
        long n = *s == '@' ? strtol(s + 1, &text, 10) : 0;
        const char *end = n > 0 && *text == '{' ? strstr(text, "}@") : NULL;
        if (!end) {
            lrs_str_addn(&out, s++, 1);
            continue;
        }
        for (long i = 0; i < n; i++)
            lrs_str_addn(&out, text + 1, (size_t)(end - text - 1));
        s = end + 2;
    }
    return lrs_str_take(&out);
}

/* The sentence of its refusal. Specs that read well must fail when they are tabulated. */
static void refused(struct lrs_lua *lua, const char *text, bool scene, struct lrs_err *err)
{
    struct lrs_scene *s = scene ? lrs_scene_from_text(lua, text, "x.lua", err) : NULL;
    struct lrs_spec *spec = scene ? NULL : lrs_lua_spec(lua, LRS_SCHEDULE, text, "--spec", err);
    if (s && lrs_lua_tabulate(lua, s->exp, err))
        fail_msg("accepted: %.200s", text);
    if (spec && lrs_lua_tabulate_schedule(lua, spec, 1000, 0.1, err))
        fail_msg("accepted: %.200s", text);
    lrs_scene_free(s);
    lrs_spec_free(spec);
}

static void one(struct lrs_lua *lua, const char *line, bool scene)
{
    struct lrs_err err = {""};
    char *text = expand(line);
    double start = now(CLOCK_THREAD_CPUTIME_ID);
    refused(lua, text, scene, &err);
    double seconds = now(CLOCK_THREAD_CPUTIME_ID) - start;
    if (seconds > 1)
        fail_msg("%.2f s: %.200s", seconds, line);
    if (strlen(err.msg) < 8 || strchr(err.msg, '\n'))
        fail_msg("no message for %.200s", line);
    lrs_free(text);
    expect_text(read_spec(lua, LRS_SCHEDULE, "StepLR{gamma=0.25}"), "StepLR{gamma=0.25}");
}

static int all_of(struct lrs_lua *lua, const char *name, bool scene)
{
    char line[2000];
    int n = 0;
    FILE *f = fopen(source_path(name), "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#')
            continue;
        one(lua, line, scene);
        n++;
    }
    fclose(f);
    return n;
}

static void specs(void **state)
{
    assert_true(all_of(*state, "tests/scene/hostile.txt", false) >= 100);
}

static void scenes(void **state)
{
    assert_true(all_of(*state, "tests/scene/hostile_scenes.txt", true) >= 25);
}

/* The hog's memory is given back, to scenes that need a good half of it themselves. */
static void memory_comes_back(void **state)
{
    for (int i = 0; i < 5; i++) {
        expect_text(
            read_scene(*state, "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(60000) .. i end"),
            "! x.lua: needs more than 32 MiB of memory, more than a scene may");
        expect_text(
            read_scene(*state,
                       "local t = {} for i = 1, 300 do t[i] = ('x'):rep(60000) .. i end return {}"),
            "x | spirals | mlp | SGD | Constant | train | finder");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specs),
        cmocka_unit_test(scenes),
        cmocka_unit_test(memory_comes_back),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
