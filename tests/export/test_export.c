/* Rows as text, and files that are never half written. */
#include "config.h"

#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lrscope/export.h"
#include "lrscope/mem.h"

static const char *const columns[] = {"step", "lr", "na\"me"};

static void write_rows(FILE *out, enum lrs_format f, int rows)
{
    const struct lrs_cell_value cell[3][3] = {
        {{.type = LRS_OUT_INT, .integer = 0},
         {.type = LRS_OUT_REAL, .real = 0.1},
         {.type = LRS_OUT_TEXT, .text = "plain"}},
        {{.type = LRS_OUT_INT, .integer = -9007199254740993},
         {.type = LRS_OUT_REAL, .real = (double)NAN},
         {.type = LRS_OUT_TEXT, .text = "a,\"b\"\nγ\x01\xff"}},
        {{.type = LRS_OUT_REAL, .real = 1e-7},
         {.type = LRS_OUT_REAL, .real = -(double)INFINITY},
         {.type = LRS_OUT_NONE}},
    };
    struct lrs_table t;
    lrs_table_begin(&t, out, f, columns, 3);
    for (int i = 0; i < rows; i++)
        lrs_table_row(&t, cell[i]);
    lrs_table_end(&t);
    assert_int_equal(t.rows, rows);
}

static void expect_table(enum lrs_format f, int rows, const char *want)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    write_rows(out, f, rows);
    fclose(out);
    assert_string_equal(text, want);
    free(text);
}

static void tables(void **state)
{
    (void)state;
    expect_table(LRS_CSV, 0, "step,lr,\"na\"\"me\"\n");
    expect_table(LRS_CSV, 3,
                 "step,lr,\"na\"\"me\"\n"
                 "0,0.1,plain\n"
                 "-9007199254740993,nan,\"a,\"\"b\"\"\nγ\x01\xff\"\n"
                 "1e-07,-inf,\n");
    expect_table(LRS_JSON, 0, "[]\n");
    expect_table(LRS_JSON, 3,
                 "[\n{\"step\":0,\"lr\":0.1,\"na\\\"me\":\"plain\"},\n"
                 "{\"step\":-9007199254740993,\"lr\":null,\"na\\\"me\":\"a,"
                 "\\\"b\\\"\\nγ\\u0001\xef\xbf\xbd\"},\n"
                 "{\"step\":1e-07,\"lr\":null,\"na\\\"me\":null}\n]\n");
}

static void formats(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    enum lrs_format f = LRS_JSON;
    assert_true(lrs_format_parse("CSV", &f, &err) && f == LRS_CSV);
    assert_true(lrs_format_parse("json", &f, &err) && f == LRS_JSON);
    assert_false(lrs_format_parse("xml", &f, &err));
    assert_string_equal(err.msg, "there is no format 'xml'; allowed: csv or json");
}

static char folder[] = "test-export-XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[2][256];
    static int turn;
    turn ^= 1;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void expect_content(const char *path, const char *want)
{
    char text[256] = {0};
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    assert_string_equal(text, want);
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Names in the folder, "." and ".." aside: a temporary file left behind would count. */
static int entries(void)
{
    int n = -2;
    DIR *d = opendir(folder);
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void files_are_old_or_new(void **state)
{
    (void)state;
    struct lrs_file file;
    struct lrs_err err = {{0}};
    assert_true(lrs_file_begin(&file, in_folder("a.csv"), &err));
    fputs("first", file.f);
    assert_int_not_equal(access(in_folder("a.csv"), F_OK), 0); /* not yet */
    assert_true(lrs_file_commit(&file, &err));
    expect_content(in_folder("a.csv"), "first");
    chmod(in_folder("a.csv"), 0640);
    assert_true(lrs_file_begin(&file, in_folder("a.csv"), &err));
    fputs("second", file.f);
    fflush(file.f);
    expect_content(in_folder("a.csv"), "first");
    lrs_file_abandon(&file);
    expect_content(in_folder("a.csv"), "first");
    assert_true(lrs_file_begin(&file, in_folder("a.csv"), &err));
    fputs("third", file.f);
    assert_true(lrs_file_commit(&file, &err));
    expect_content(in_folder("a.csv"), "third");
    struct stat st;
    assert_int_equal(stat(in_folder("a.csv"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(entries(), 1);
    unlink(in_folder("a.csv"));
}

static void links_stay_links(void **state)
{
    (void)state;
    struct lrs_file file;
    struct stat st;
    put(in_folder("target"), "old");
    assert_int_equal(symlink("target", in_folder("link")), 0);
    assert_true(lrs_file_begin(&file, in_folder("link"), NULL));
    fputs("new", file.f);
    assert_true(lrs_file_commit(&file, NULL));
    expect_content(in_folder("target"), "new");
    assert_int_equal(lstat(in_folder("link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    unlink(in_folder("link"));
    unlink(in_folder("target"));
}

/* A disk that is full after 4 KiB, played by a limit on the size of files. */
static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    struct lrs_file file;
    struct lrs_err err = {{0}};
    struct rlimit before, small;
    put(in_folder("kept"), "old");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    for (size_t size = 4097; size < 100000; size *= 20) { /* found at the end, found on the way */
        assert_true(lrs_file_begin(&file, in_folder("kept"), &err));
        small = (struct rlimit){.rlim_cur = 4096, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        for (size_t i = 0; i < size; i++)
            putc('x', file.f);
        bool ok = lrs_file_commit(&file, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(ok);
        assert_non_null(strstr(err.msg, "kept': File too large"));
        expect_content(in_folder("kept"), "old");
        assert_int_equal(entries(), 1);
    }
    unlink(in_folder("kept"));
}

static void what_cannot_be_written_is_told_at_once(void **state)
{
    (void)state;
    struct lrs_file file;
    struct lrs_err err = {{0}};
    assert_false(lrs_file_begin(&file, in_folder("no/such/folder"), &err));
    assert_non_null(strstr(err.msg, "no/such/folder': No such file or directory"));
    assert_false(lrs_file_begin(&file, folder, &err));
    assert_non_null(strstr(err.msg, "Is a directory"));
    assert_false(lrs_file_begin(&file, "", &err));
    assert_int_equal(entries(), 0);
}

/* Devices and pipes are written to, never renamed over. */
static void devices_stay_devices(void **state)
{
    (void)state;
    struct lrs_file file;
    struct lrs_err err = {{0}};
    assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        char text[8] = {0};
        FILE *f = fopen(in_folder("pipe"), "r");
        _exit(f && fgets(text, sizeof text, f) && !strcmp(text, "hello") ? 0 : 1);
    }
    assert_true(lrs_file_begin(&file, in_folder("pipe"), &err));
    fputs("hello", file.f);
    assert_true(lrs_file_commit(&file, &err));
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    struct stat st;
    assert_int_equal(stat(in_folder("pipe"), &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    unlink(in_folder("pipe"));
    if (access("/dev/full", W_OK) == 0) {
        assert_true(lrs_file_begin(&file, "/dev/full", &err));
        fputs("x", file.f);
        assert_false(lrs_file_commit(&file, &err));
        assert_string_equal(err.msg, "cannot write '/dev/full': No space left on device");
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),
        cmocka_unit_test(formats),
        cmocka_unit_test(files_are_old_or_new),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(what_cannot_be_written_is_told_at_once),
        cmocka_unit_test(devices_stay_devices),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder) != 0;
}
