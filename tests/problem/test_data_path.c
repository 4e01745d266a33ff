/* Where scenes and data are found: by the variable first, then beside the program. */
#include "check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lrscope/mem.h"
#include "lrscope/problem.h"

/* A folder of its own with scenes/mark in it; the caller owns both texts. */
static char *make_folder(char **mark)
{
    char name[SCRATCH_MAX];
    assert_non_null(mkdtemp(scratch_name(name, "path")));
    char *folder = lrs_strdup(name);
    char *scenes = lrs_format("%s/scenes", folder);
    assert_int_equal(mkdir(scenes, 0700), 0);
    *mark = lrs_format("%s/mark", scenes);
    FILE *f = fopen(*mark, "w");
    assert_non_null(f);
    fclose(f);
    lrs_free(scenes);
    return folder;
}

static void remove_folder(char *folder, char *mark)
{
    char *scenes = lrs_format("%s/scenes", folder);
    unlink(mark);
    rmdir(scenes);
    rmdir(folder);
    lrs_free(scenes);
    lrs_free(mark);
    lrs_free(folder);
}

static void variable_names_the_folder(void **state)
{
    char *mark, *folder = make_folder(&mark);
    (void)state;
    setenv("LRSCOPE_DATA", folder, 1);
    char *got = lrs_data_path("scenes/mark");
    assert_non_null(got);
    assert_string_equal(got, mark);
    assert_null(lrs_data_path("scenes/no such file"));
    lrs_free(got);
    remove_folder(folder, mark);
}

/* scenes/ in the folder above that of this very program, as a build tree beside the sources has. */
static void program_finds_what_lies_beside_it(void **state)
{
    char exe[4096];
    (void)state;
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    assert_true(n > 0);
    exe[n] = '\0';
    *strrchr(exe, '/') = '\0';
    *strrchr(exe, '/') = '\0';
    char *name = lrs_format("lrscope-beside-%d", (int)getpid());
    char *file = lrs_format("%s/%s", exe, name);
    unsetenv("LRSCOPE_DATA");
    assert_null(lrs_data_path(name));
    FILE *f = fopen(file, "w");
    assert_non_null(f);
    fclose(f);
    char *got = lrs_data_path(name);
    unlink(file);
    assert_non_null(got);
    assert_string_equal(got, file);
    lrs_free(got);
    lrs_free(file);
    lrs_free(name);
}

/* A variable that names the wrong folder does not hide what lies elsewhere. */
static void wrong_variable_hides_nothing(void **state)
{
    (void)state;
    setenv("LRSCOPE_DATA", "/nonexistent", 1);
    char *name = lrs_format("%s", "test_data_path");
    char *got = lrs_data_path(name);
    assert_non_null(got);
    assert_int_equal(access(got, R_OK), 0);
    lrs_free(got);
    lrs_free(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variable_names_the_folder),
        cmocka_unit_test(program_finds_what_lies_beside_it),
        cmocka_unit_test(wrong_variable_hides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
