/* Errors and memory: sentences stay one line and inside their buffer, last words are said once,
 * running out of memory ends with one line and status 1. */
#include "config.h"

#include "check.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lrscope/mem.h"

static void fail_writes_and_returns_false(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    assert_false(lrs_fail(&err, "gamma = %g is not allowed", 1.5));
    assert_string_equal(err.msg, "gamma = 1.5 is not allowed");
    assert_false(lrs_fail_prefix(&err, "scenes/x.lua:%d: ", 12));
    assert_string_equal(err.msg, "scenes/x.lua:12: gamma = 1.5 is not allowed");
    assert_false(lrs_fail(&err, "%s, twice", err.msg)); /* quotes itself */
    assert_string_equal(err.msg, "scenes/x.lua:12: gamma = 1.5 is not allowed, twice");
    assert_false(lrs_fail(NULL, "nobody %s", "listens"));
    assert_false(lrs_fail_prefix(NULL, "nobody"));
}

static void quoted_input_cannot_command_a_terminal(void **state)
{
    (void)state;
    struct lrs_err err;
    lrs_fail(&err, "'%s'",
             "a\033[2Jb\nc\td\x7f\xc2\x9b"
             "e\xff");
    assert_string_equal(err.msg, "'a?[2Jb c d??e?'");
    lrs_fail(&err, "%s", "γ → η");
    assert_string_equal(err.msg, "γ → η");
}

static void long_sentences_are_cut_between_characters(void **state)
{
    (void)state;
    char text[3000];
    for (int shift = 0; shift < 4; shift++) {
        struct {
            struct lrs_err err;
            unsigned char guard[8];
        } s;
        memset(&s, 0x5a, sizeof s);
        memset(text, 'x', (size_t)shift);
        for (size_t i = (size_t)shift; i + 4 < sizeof text; i += 3)
            memcpy(text + i, "→", 4);
        lrs_fail(&s.err, "%s", text);
        size_t n = strlen(s.err.msg);
        assert_in_range(n, sizeof s.err.msg - 5, sizeof s.err.msg - 1);
        assert_null(strchr(s.err.msg, '?'));
        assert_int_equal((n - (size_t)shift) % 3, 0);
        for (int i = 0; i < 3; i++)
            lrs_fail_prefix(&s.err, "%s", text);
        assert_true(strlen(s.err.msg) < sizeof s.err.msg);
        for (size_t i = 0; i < sizeof s.guard; i++)
            assert_int_equal(s.guard[i], 0x5a);
    }
}

/* What a child process does: how it ended and what it wrote to stderr. */
struct ending {
    int status;
    char text[4096];
};

static struct ending run_child(void (*body)(void))
{
    struct ending e = {0};
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL); /* cmocka has its own */
        alarm(10);
        dup2(fds[1], STDERR_FILENO);
        close(fds[0]);
        body();
        _exit(99);
    }
    close(fds[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(fds[0], e.text + n, sizeof e.text - 1 - n)) > 0;)
        n += (size_t)got;
    close(fds[0]);
    assert_int_equal(waitpid(pid, &e.status, 0), pid);
    return e;
}

static void say(void)
{
    assert_int_equal(write(STDERR_FILENO, "[restored]", 10), 10);
}

static void say_and_fail(void)
{
    say();
    lrs_die("the last words failed");
}

static void die(void)
{
    lrs_last_words = say;
    lrs_die("no such file '%s'", "a\nb");
}

static void die_in_last_words(void)
{
    lrs_last_words = say_and_fail;
    lrs_die("first");
}

static void bug(void)
{
    lrs_last_words = say;
    LRS_BUG("row %d", 7);
}

static void die_again_at_exit(void)
{
    lrs_die("at exit");
}

static void die_twice(void)
{
    lrs_last_words = say;
    atexit(die_again_at_exit);
    lrs_die("once");
}

static void die_restores_then_says_one_line(void **state)
{
    (void)state;
    struct ending e = run_child(die);
    assert_true(WIFEXITED(e.status) && WEXITSTATUS(e.status) == 1);
    assert_string_equal(e.text, "[restored]lrscope: no such file 'a b'\n");
}

static void last_words_are_said_once_even_when_they_fail(void **state)
{
    (void)state;
    struct ending e = run_child(die_in_last_words);
    assert_true(WIFEXITED(e.status) && WEXITSTATUS(e.status) == 1);
    assert_string_equal(e.text, "[restored]lrscope: the last words failed\n");
    e = run_child(die_twice);
    assert_true(WIFEXITED(e.status) && WEXITSTATUS(e.status) == 1);
    assert_string_equal(e.text, "[restored]lrscope: once\nlrscope: at exit\n");
}

static void a_bug_aborts_with_its_place(void **state)
{
    (void)state;
    struct ending e = run_child(bug);
    assert_true(WIFSIGNALED(e.status) && WTERMSIG(e.status) == SIGABRT);
    assert_non_null(strstr(e.text, "[restored]lrscope: "));
    assert_non_null(strstr(e.text, "test_err.c:"));
    assert_non_null(strstr(e.text, ": row 7\n"));
}

static void out_of_memory(void)
{
    lrs_last_words = say;
    lrs_mem_fail_at(3);
    for (int i = 0; i < 2; i++)
        lrs_free(lrs_alloc(1, 100));
    lrs_alloc(10, 100);
}

static void too_many(void)
{
    volatile size_t n = SIZE_MAX / 4;
    lrs_alloc(n, 8);
}

static void out_of_memory_ends_the_program(void **state)
{
    (void)state;
    struct ending e = run_child(out_of_memory);
    assert_true(WIFEXITED(e.status) && WEXITSTATUS(e.status) == 1);
    assert_string_equal(e.text, "[restored]lrscope: out of memory (1000 bytes)\n");
    e = run_child(too_many);
    assert_true(WIFEXITED(e.status) && WEXITSTATUS(e.status) == 1);
    assert_non_null(strstr(e.text, "lrscope: out of memory ("));
}

static void memory_is_zero_aligned_and_kept(void **state)
{
    (void)state;
    for (size_t n = 0; n < 300; n += 7) {
        unsigned char *p = lrs_alloc(n, 3);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 64, 0);
        for (size_t i = 0; i < 3 * n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xaa, 3 * n);
        p = lrs_resize(p, n, 2 * n + 5, 3);
        assert_int_equal((uintptr_t)p % 64, 0);
        for (size_t i = 0; i < 6 * n + 15; i++)
            assert_int_equal(p[i], i < 3 * n ? 0xaa : 0);
        p = lrs_resize(p, 2 * n + 5, n / 2, 3);
        for (size_t i = 0; i < n / 2 * 3; i++)
            assert_int_equal(p[i], 0xaa);
        lrs_free(p);
    }
    int *q = lrs_resize(NULL, 0, 4, sizeof *q);
    assert_int_equal(q[3], 0);
    lrs_free(q);
    lrs_free(NULL);
}

static void allocations_are_counted(void **state)
{
    (void)state;
    unsigned long before = lrs_mem_count();
    char *a = lrs_strdup("text"), *b = lrs_strndup("text", 2), *c = lrs_format("%d%%", 12);
    assert_int_equal(lrs_mem_count() - before, 3);
    assert_string_equal(a, "text");
    assert_string_equal(b, "te");
    assert_string_equal(c, "12%");
    assert_null(lrs_strdup(NULL));
    lrs_free(a);
    lrs_free(b);
    lrs_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fail_writes_and_returns_false),
        cmocka_unit_test(quoted_input_cannot_command_a_terminal),
        cmocka_unit_test(long_sentences_are_cut_between_characters),
        cmocka_unit_test(die_restores_then_says_one_line),
        cmocka_unit_test(last_words_are_said_once_even_when_they_fail),
        cmocka_unit_test(a_bug_aborts_with_its_place),
        cmocka_unit_test(out_of_memory_ends_the_program),
        cmocka_unit_test(memory_is_zero_aligned_and_kept),
        cmocka_unit_test(allocations_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
