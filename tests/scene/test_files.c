/* Scenes: what they may hold, the seed's numbers, files of every sort, bundled names. */
#include "scenes.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static void whole_scene(void **state)
{
    static const char text[] =
        "#!/usr/bin/env lrscope\n"
        "local rate = 0.3\n"
        "return {\n"
        "  title = 'Cosine – annealed', about = [[two\nlines]],\n"
        "  problem = spirals { classes = 3 }, model = mlp,\n"
        "  optimizer = SGD { lr = rate, momentum = 0.9 },\n"
        "  schedule = CosineAnnealingLR { T_max = 40 },\n"
        "  train = { epochs = 40, batch = 32, seed = 7, interval = 'step' },\n"
        "  finder = { num_it = 50 }, expect = 'diverged', pace = 20,\n"
        "  lesson = { { say = 'x', set = { ['schedule.T_max'] = 20 } } }, notes = 'none',\n"
        "}";
    struct lrs_err err = {""};
    struct lrs_scene *s = lrs_scene_from_text(*state, text, "scenes/04-cosine.lua", &err);
    if (!s)
        fail_msg("%s", err.msg);
    assert_string_equal(s->name, "04-cosine");
    assert_string_equal(s->file, "scenes/04-cosine.lua");
    assert_string_equal(s->title, "Cosine – annealed");
    assert_string_equal(s->about, "two\nlines");
    assert_string_equal(s->expect, "diverged");
    assert_close(s->pace, 20, 0, 0);
    struct lrs_train train = lrs_experiment_train(s->exp);
    assert_int_equal(train.batch, 32);
    assert_int_equal(train.interval, 2);
    assert_int_equal(lrs_experiment_finder(s->exp).num_it, 50);
    assert_close(lrs_optimizer_lr(s->exp->part[LRS_OPTIMIZER]), 0.3, 0, 0);
    lrs_scene_free(s);
}

static void empty_scene(void **state)
{
    struct lrs_err err = {""};
    struct lrs_experiment *defaults = lrs_experiment_new();
    struct lrs_scene *s = lrs_scene_from_text(*state, "return {}", "a/b.lua", &err);
    assert_non_null(s);
    assert_true(lrs_experiment_equal(s->exp, defaults));
    assert_string_equal(s->title, "b");
    assert_string_equal(s->about, "");
    assert_null(s->expect);
    assert_true(isnan(s->pace));
    lrs_scene_free(s);
    lrs_experiment_free(defaults);
}

/* Nothing of one scene is left for the next; the library cannot be changed. */
static void scenes_are_apart(void **state)
{
    expect_text(read_scene(*state, "k = 5 StepLR = nil math = nil\nreturn { title = 'x' .. k }"),
                "x5 | spirals | mlp | SGD | Constant | train | finder");
    expect_text(read_scene(*state, "return { title = k }"), "! x.lua:1: unknown name 'k'");
    expect_text(read_scene(*state, "return { title = 'y' .. math.floor(2.5), schedule = StepLR }"),
                "y2 | spirals | mlp | SGD | StepLR | train | finder");
}

static void library(void **state)
{
    static const char *const cases[][2] = {
        {"('ab'):upper() .. ('AB'):lower() .. ('abc'):sub(2) .. ('abc'):reverse() .. #'abc'",
         "ABabbccba3"},
        {"string.format('%5.2f|%d|%s|%x', 1.234, 7, 'x', 255)", " 1.23|7|x|ff"},
        {"('x'):rep(3, '-') .. string.char(65, 66) .. ('A'):byte()", "x-x-xAB65"},
        {"table.concat({1, 2, 3}, ',') .. select('#', table.unpack{1, 2})", "1,2,32"},
        {"(function() local t = {3, 1, 2} table.sort(t) table.insert(t, 9) table.remove(t, 1) "
         "return table.concat(t) end)()",
         "239"},
        {"(function() local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) "
         "return table.concat(t) end)()",
         "321"},
        {"tostring(nil) .. tostring({}) .. tostring(StepLR) .. tostring(1/2) .. type(5)",
         "niltablefunction0.5number"},
        {"math.type(3 // 1) .. math.max(1, 7, 3) .. math.tointeger(3.0) .. tonumber('0x10')",
         "integer7316"},
        {"(function() local s = '' for k, v in pairs{b=1, a=2, 3, [2.5]=1, [true]=4, [false]=5, "
         "[-1]=6} do s = s .. tostring(k) .. '=' .. v .. ' ' end return s end)()",
         "-1=6 1=3 2.5=1 a=2 b=1 false=5 true=4 "},
        {"(function() local s = '' for i, v in ipairs{4, 5} do s = s .. i .. v end return s end)()",
         "1425"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = lrs_format("return { title = %s }", cases[i][0]);
        char *want =
            lrs_format("%s | spirals | mlp | SGD | Constant | train | finder", cases[i][1]);
        expect_text(read_scene(*state, text), want);
        lrs_free(text);
        lrs_free(want);
    }
}

static char *roll(uint64_t seed)
{
    static const char text[] = "local s = '' for i = 1, 40 do s = s .. math.random(6) end\n"
                               "local x = math.random() assert(x >= 0 and x < 1)\n"
                               "assert(math.random(-3, -3) == -3)\n"
                               "assert(math.type(math.random(math.mininteger, math.maxinteger)) == "
                               "'integer')\nreturn { title = s }";
    struct lrs_lua *lua = lrs_lua_new(seed);
    char *got = read_scene(lua, text);
    lrs_lua_free(lua);
    return got;
}

static void random_numbers_come_from_the_seed(void **state)
{
    (void)state;
    char *a = roll(1), *b = roll(1), *c = roll(2);
    assert_string_equal(a, b);
    assert_string_not_equal(a, c);
    for (const char *s = "123456"; *s; s++)
        assert_true(memchr(a, *s, 40) != NULL);
    assert_int_equal(strspn(a, "123456"), 40);
    lrs_free(a);
    lrs_free(b);
    lrs_free(c);
}

static char *load(struct lrs_lua *lua, const char *name)
{
    struct lrs_err err = {""};
    struct lrs_scene *s = lrs_scene_load(lua, name, &err);
    char *got = s ? lrs_format("%s: %s", s->name, s->title) : lrs_format("! %s", err.msg);
    lrs_scene_free(s);
    return got;
}

static char folder[SCRATCH_MAX];

/* A file of N bytes in the tests' folder; its path, overwritten by the next call. */
static const char *put(const char *name, const char *bytes, size_t n)
{
    static char path[2 * SCRATCH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* A file's scene is called by its path. */
static void expect_title(struct lrs_lua *lua, const char *path, const char *title)
{
    char *want = lrs_format("%s: %s", path, title);
    expect_text(load(lua, path), want);
    lrs_free(want);
}

static void expect_load(struct lrs_lua *lua, const char *path, const char *want)
{
    char *line = lrs_format("! %s: %s", path, want);
    expect_text(load(lua, path), line);
    lrs_free(line);
}

static void odd_files(void **state)
{
    char path[2 * SCRATCH_MAX];
    assert_non_null(mkdtemp(scratch_name(folder, "files")));
    expect_load(*state, folder, "is a folder, not a scene");
    expect_load(*state, "/dev/zero", "is not a regular file");
    expect_load(*state, "/no/such/file.lua", "No such file or directory");
    snprintf(path, sizeof path, "%s/pipe.lua", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_load(*state, path, "is not a regular file"); /* and does not wait for a writer */
    expect_load(*state, put("zero.lua", "return\n{}\0", 10),
                "is binary, no scene (a zero byte in line 2)");
    expect_load(*state,
                put("elf.lua",
                    "\x7f"
                    "ELF\2\1\1\0",
                    8),
                "is binary, no scene (a zero byte in line 1)");
    expect_load(*state, put("lua.lua", "\x1bLuaT", 5),
                "attempt to load a binary chunk (mode is 't')");
    expect_load(*state, put("latin.lua", "-- a\nreturn {title='\xe4'}", 24),
                "is not UTF-8 in line 2");
    char *big = LRS_ARRAY(char, (1 << 20) + 1);
    memset(big, ' ', (1 << 20) + 1);
    expect_load(*state, put("big.lua", big, (1 << 20) + 1), "is larger than 1 MiB, no scene");
    memcpy(big, "return {}", 9);
    expect_title(*state, put("fits.lua", big, 1 << 20), "fits");
    lrs_free(big);
    expect_title(*state, put("mark.lua", "\xef\xbb\xbfreturn {title='m'}\r\n", 23), "m");
}

static int remove_folder(void **state)
{
    char path[512];
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
    return free_lua(state);
}

/* A folder of scenes of its own, as LRSCOPE_DATA names it. */
static void bundled(void **state)
{
    char data[SCRATCH_MAX], path[2 * SCRATCH_MAX];
    char *kept = lrs_strdup(getenv("LRSCOPE_DATA"));
    assert_non_null(mkdtemp(scratch_name(data, "data")));
    snprintf(path, sizeof path, "%s/scenes", data);
    assert_int_equal(mkdir(path, 0700), 0);
    static const char *const files[] = {"start.lua", "cosine.lua", "04-step.lua", "note.txt"};
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/scenes/%s", data, files[i]);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs("return {}", f);
        fclose(f);
    }
    setenv("LRSCOPE_DATA", data, 1);
    int n;
    char **names = lrs_scene_names(&n);
    assert_int_equal(n, 3);
    assert_string_equal(names[0], "start");
    assert_string_equal(names[1], "04-step");
    assert_string_equal(names[2], "cosine");
    for (int i = 0; i < n; i++)
        lrs_free(names[i]);
    lrs_free(names);
    expect_text(load(*state, "cosine"), "cosine: cosine");
    expect_text(load(*state, "04-step"), "04-step: 04-step");
    expect_text(load(*state, "step"), "04-step: 04-step");
    expect_text(load(*state, "cosin"), "! no scene is called 'cosin'; did you mean 'cosine'?");
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/scenes/%s", data, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/scenes", data);
    rmdir(path);
    rmdir(data);
    setenv("LRSCOPE_DATA", kept ? kept : "", 1);
    lrs_free(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_scene),
        cmocka_unit_test(empty_scene),
        cmocka_unit_test(scenes_are_apart),
        cmocka_unit_test(library),
        cmocka_unit_test(random_numbers_come_from_the_seed),
        cmocka_unit_test(odd_files),
        cmocka_unit_test(bundled),
    };
    return cmocka_run_group_tests(tests, new_lua, remove_folder) != 0;
}
