/* Script mode: the scripts beside this file, and what a script that fails does. */
#include "stage.h"

#include <fcntl.h>
#include <unistd.h>

/* Runs FILE; *OUT gets what it printed to stdout, *WORDS what it said on stderr (both owned). */
static int run_file(const char *file, char **out, char **words)
{
    struct stage s;
    FILE *to[2] = {tmpfile(), tmpfile()};
    int kept[2] = {dup(1), dup(2)};
    stage_open(&s, STAGE_SCENE);
    fflush(stdout);
    fflush(stderr);
    for (int i = 0; i < 2; i++)
        dup2(fileno(to[i]), i + 1);
    int status = lrs_script_run(s.ui, s.engine, file);
    fflush(stdout);
    fflush(stderr);
    char **text[2] = {out, words};
    for (int i = 0; i < 2; i++) {
        dup2(kept[i], i + 1);
        close(kept[i]);
        long size = (fseek(to[i], 0, SEEK_END), ftell(to[i]));
        *text[i] = lrs_alloc((size_t)size + 1, 1);
        rewind(to[i]);
        assert_int_equal(fread(*text[i], 1, (size_t)size, to[i]), size);
        fclose(to[i]);
    }
    stage_close(&s);
    return status;
}

static int run_text(const char *script, char **out, char **words)
{
    char path[SCRATCH_MAX];
    int fd = mkstemp(scratch_name(path, "script"));
    assert_true(fd >= 0);
    assert_int_equal(write(fd, script, strlen(script)), strlen(script));
    close(fd);
    int status = run_file(path, out, words);
    unlink(path);
    return status;
}

static void the_scripts_pass(void **state)
{
    (void)state;
    static const char *const files[] = {"tests/ui/keys.lrs", "tests/ui/choose.lrs",
                                        "tests/ui/finder.lrs", "tests/ui/sizes.lrs"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *out, *words;
        int status = run_file(source_path(files[i]), &out, &words);
        if (status != 0)
            fail_msg("%s: %d: %s", files[i], status, words);
        assert_string_equal(words, "");
        lrs_free(out);
        lrs_free(words);
    }
}

static void how_scripts_fail(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        int status;
        const char *words;
    } cases[] = {
        {"# nothing\n\n", 0, ""},
        {"expect StepLR\nexpect no such text\n", 1, ":2: expected this text"},
        {"<NoSuchKey>\n", 2, ":1: there is no key <NoSuchKey>"},
        {"\n:no-such-action\n", 2, ":2: there is no action 'no-such-action'"},
        {"resize 80\n", 2, "COLUMNSxROWS"},
        {"resize 0x5\n", 2, "COLUMNSxROWS"},
        {"expect\n", 2, "missing"},
        {"dump\n", 2, "missing"},
        {":set schedule.gamma -1\nexpect gamma\n", 0, ""},
        {"q\nexpect no such text\n", 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *out, *words;
        assert_int_equal(run_text(cases[i].script, &out, &words), cases[i].status);
        if (!strstr(words, cases[i].words) || (!cases[i].words[0] && words[0]))
            fail_msg("\"%s\" does not say \"%s\"", words, cases[i].words);
        lrs_free(out);
        lrs_free(words);
    }
    static const char *const no_files[] = {"/nowhere/at/all.lrs", "/"};
    for (size_t i = 0; i < sizeof no_files / sizeof *no_files; i++) {
        char *out, *words;
        assert_int_equal(run_file(no_files[i], &out, &words), 2);
        assert_non_null(strstr(words, no_files[i]));
        lrs_free(out);
        lrs_free(words);
    }
}

/* A failed expectation shows the screen; a dump is the golden form under its name. */
static void what_scripts_print(void **state)
{
    (void)state;
    char *out, *words, *again;
    assert_int_equal(run_text("expect no such text\n", &out, &words), 1);
    assert_non_null(strstr(words, "no such text"));
    assert_non_null(strstr(words, "StepLR"));
    lrs_free(out);
    lrs_free(words);
    static const char script[] = "resize 80x24\n:step 5\ndump first\n:wait 1\ndump second\n";
    assert_int_equal(run_text(script, &out, &words), 0);
    lrs_free(words);
    assert_int_equal(strncmp(out, "== first\n|", 10), 0);
    assert_non_null(strstr(out, "\n== second\n|"));
    assert_int_equal(run_text(script, &again, &words), 0);
    assert_string_equal(out, again); /* no clock but its own */
    lrs_free(out);
    lrs_free(words);
    lrs_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scripts_pass),
        cmocka_unit_test(how_scripts_fail),
        cmocka_unit_test(what_scripts_print),
    };
    return cmocka_run_group_tests_name("ui scripts", tests, NULL, NULL) != 0;
}
