/* The user's own files: what is read, what is refused and with which words, and that nothing that a
 * file can hold hangs or crashes the reader. */
#include "problem_check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lrscope/mem.h"

static char folder[SCRATCH_MAX];

/* Every test runs in a folder of its own, so that messages have short paths. */
static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(scratch_name(folder, "csv")) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    unlink("data.csv");
    unlink("pipe");
    return chdir("/") != 0 || rmdir(folder) != 0 ? -1 : 0;
}

static void write_bytes(const char *bytes, size_t n)
{
    FILE *f = fopen("data.csv", "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* label, task and ignore as in csv{...}; NULL or 0 = left out. */
struct how {
    const char *path, *label, *ignore;
    int task; /* 0 auto, 1 classify, 2 regress */
};

static struct lrs_dataset *load(struct how how, double validation, struct lrs_err *err)
{
    struct lrs_spec *spec = problem_spec("csv");
    problem_set(spec, "path", lrs_value_text(how.path ? how.path : "data.csv"));
    if (how.label)
        problem_set(spec, "label", lrs_value_text(how.label));
    if (how.ignore)
        problem_set(spec, "ignore", lrs_value_text(how.ignore));
    problem_set(spec, "task", value_choice(how.task));
    struct lrs_dataset *d = lrs_dataset_new(spec, 1, validation, err);
    lrs_spec_free(spec);
    return d;
}

static struct lrs_dataset *load_good(const char *text, struct how how)
{
    struct lrs_err err = {0};
    write_bytes(text, strlen(text));
    struct lrs_dataset *d = load(how, 0, &err);
    if (!d)
        fail_msg("%s", err.msg);
    return d;
}

static void check_refused(struct how how, const char *want)
{
    struct lrs_err err = {0};
    struct lrs_dataset *d = load(how, 0.2, &err);
    if (d)
        fail_msg("read in spite of: %s", want);
    assert_string_equal(err.msg, want);
}

/* clang-format off */
static const struct {
    const char *text;
    struct how how;
    const char *want;
} refused[] = {
    {"", {0}, "data.csv: empty; the first line must name the columns"},
    {"\n \r\n\n", {0}, "data.csv: empty; the first line must name the columns"},
    {"\xEF\xBB\xBF", {0}, "data.csv: empty; the first line must name the columns"},
    {"a,b\n", {0}, "data.csv: no rows below the header"},
    {"only\n1\n", {0},
     "data.csv:1: one column only; a label and at least one input are needed"},
    {"1,2\n3,4\n", {0},
     "data.csv:1: the first line must name the columns, but has numbers only"},
    {"a,b,c,d,e\n1,2,3,4,5\n1,2,3\n1,2,3,4,5\n1\n1,2,3,4,5,6\n", {0},
     "data.csv:3: 3 fields where the header has 5 (and 2 more such lines)"},
    {"a,b\n1,2\n\n7\n", {0}, "data.csv:4: 1 field where the header has 2"},
    {"a,b\n1,2\nx,2\n3,4\ny,4\n", {0},
     "data.csv:3: column 'a': 'x' is not a finite number (ignore=\"a\" leaves the column out) "
     "(and 1 more such line)"},
    {"a,b\n1,2\n,2\n", {0}, "data.csv:3: column 'a' is empty"},
    {"a,b\n1,2\n2,\n", {0}, "data.csv:3: column 'b' is empty"},
    {"a,b\nnan,2\n", {0},
     "data.csv:2: column 'a': 'nan' is not a finite number (ignore=\"a\" leaves the column out)"},
    {"a,b\n1e39,2\n", {0},
     "data.csv:2: column 'a': '1e39' is not a finite number (ignore=\"a\" leaves the column out)"},
    {"a,b\n1,x\n", {.task = 2}, "data.csv:2: column 'b': 'x' is not a finite number"},
    {"a,b\n1,inf\n", {.task = 2}, "data.csv:2: column 'b': 'inf' is not a finite number"},
    {"a,b\n1,x\n2,x\n", {0}, "data.csv: column 'b' has the same value in every row"},
    {"a,b\n1,3\n2,3\n", {0}, "data.csv: column 'b' has the same value in every row"},
    {"width,species\n1,x\n", {.label = "specis"},
     "data.csv: no column 'specis'; did you mean 'species'?"},
    {"width,species\n1,x\n", {.ignore = "widht"},
     "data.csv: no column 'widht'; did you mean 'width'?"},
    {"a,b\n1,x\n2,y\n", {.ignore = "a"}, "data.csv: no column is left as an input"},
    {"a,b\n1,\"x\n2,y\n", {0}, "data.csv:2: a quote is opened and never closed"},
    {"a,b\n1,x\n", {.label = "a", .task = 1},
     "data.csv:2: column 'b': 'x' is not a finite number (ignore=\"b\" leaves the column out)"},
    {"a,b\n1,x\n", {.path = "missing.csv"}, "missing.csv: No such file or directory"},
    {"a,b\n1,x\n", {.path = "."}, ".: is a directory"},
    {"a,b\n1,x\n", {.path = "/dev/zero"}, "/dev/zero: is no regular file"},
    {"a,b\n1,x\n", {.path = "pipe"}, "pipe: is no regular file"},
    {"a,b\n1.5,2.5\n", {0}, "1 row cannot be split into training and validation"},
};
/* clang-format on */

static void bad_files_are_refused_in_one_line(void **state)
{
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        write_bytes(refused[i].text, strlen(refused[i].text));
        check_refused(refused[i].how, refused[i].want);
    }
}

static void zero_bytes_are_no_text(void **state)
{
    (void)state;
    write_bytes("a,b\n1,\0\n", 8);
    check_refused((struct how){0}, "data.csv:2: a zero byte; this is no text file in UTF-8");
    write_bytes("\xFF\xFE"
                "a\0,\0b\0\n\0",
                10);
    check_refused((struct how){0}, "data.csv:1: a zero byte; this is no text file in UTF-8");
}

static void huge_lines_and_tables_are_refused(void **state)
{
    size_t n = 3u << 20;
    char *text = lrs_alloc(n, 1);
    (void)state;
    memset(text, 'x', n);
    memcpy(text, "a,b\n1,", 6);
    write_bytes(text, n);
    check_refused((struct how){0}, "data.csv:2: a line of more than a million bytes");
    memset(text, ',', n);
    write_bytes(text, n);
    check_refused((struct how){0}, "data.csv:1: a line of more than a million bytes");
    text[5000] = '\n';
    write_bytes(text, 5001);
    check_refused((struct how){0}, "data.csv:1: 5001 columns; at most 4096 can be read");
    for (size_t i = 0; i < n; i++)
        text[i] = "1,2\n"[i % 4];
    memcpy(text, "a,b\n", 4);
    FILE *f = fopen("data.csv", "wb");
    assert_non_null(f);
    for (int i = 0; i < 2; i++)
        assert_int_equal(fwrite(text + 4 * i, 1, n - (size_t)(4 * i), f), n - (size_t)(4 * i));
    fclose(f);
    check_refused((struct how){0},
                  "data.csv: more than 1000000 rows, which is the most that can be read");
    lrs_free(text);
}

static void texts_become_classes_in_order(void **state)
{
    static const int want[] = {2, 0, 2, 1}; /* by size */
    (void)state;
    struct lrs_dataset *d =
        load_good("size,kind\n1,pear\n2,apple\n3,pear\n4,fig\n", (struct how){0});
    assert_int_equal(d->task, LRS_CLASSIFY);
    assert_int_equal(d->rows, 4);
    assert_int_equal(d->n_out, 3);
    assert_string_equal(d->class_name[0], "apple");
    assert_string_equal(d->class_name[1], "fig");
    assert_string_equal(d->class_name[2], "pear");
    assert_string_equal(d->input_name[0], "size");
    /* Standardised, the sizes still stand in their order; so each row has its own label. */
    for (int i = 0; i < 4; i++) {
        int before = 0;
        for (int j = 0; j < 4; j++)
            before += d->x[j] < d->x[i];
        assert_int_equal(d->label[i], want[before]);
    }
    lrs_dataset_free(d);
}

static void numbers_become_classes_or_targets(void **state)
{
    (void)state;
    struct lrs_dataset *d = load_good("a,y\n1,10\n2,9\n3,10\n4,-1\n", (struct how){0});
    assert_int_equal(d->task, LRS_CLASSIFY);
    assert_int_equal(d->n_out, 3);
    assert_string_equal(d->class_name[0], "-1");
    assert_string_equal(d->class_name[1], "9");
    assert_string_equal(d->class_name[2], "10");
    lrs_dataset_free(d);

    d = load_good("a,y\n1,10\n2,9\n3,10\n4,-1\n", (struct how){.task = 2});
    assert_int_equal(d->task, LRS_REGRESS);
    assert_int_equal(d->n_out, 1);
    lrs_dataset_free(d);

    d = load_good("a,y\n1,0.5\n2,1.5\n3,2\n4,3\n", (struct how){0});
    assert_int_equal(d->task, LRS_REGRESS);
    double mean = 0, squares = 0;
    for (int i = 0; i < 4; i++) {
        mean += (double)d->target[i] / 4;
        squares += (double)d->target[i] * (double)d->target[i] / 4;
    }
    assert_close(mean, 0, 0, 1e-6);
    assert_close(squares, 1, 1e-5, 0);
    assert_true(d->box[2] < -1 && d->box[3] > 1);
    lrs_dataset_free(d);

    d = load_good("a,y\n1,0.5\n2,1.5\n3,0.50\n", (struct how){.task = 1});
    assert_int_equal(d->task, LRS_CLASSIFY);
    assert_int_equal(d->n_out, 2);
    assert_string_equal(d->class_name[0], "0.5");
    lrs_dataset_free(d);
}

/* Twenty different whole numbers are classes; the twenty-first makes it a regression. */
static void many_whole_numbers_are_a_regression(void **state)
{
    (void)state;
    for (int different = 20; different <= 21; different++) {
        struct lrs_err err = {0};
        FILE *f = fopen("data.csv", "wb");
        assert_non_null(f);
        fprintf(f, "a,y\n");
        for (int i = 0; i < 100; i++)
            fprintf(f, "%d,%d\n", i, i % different);
        fclose(f);
        struct lrs_dataset *d = load((struct how){0}, 0.2, &err);
        assert_non_null(d);
        assert_int_equal(d->task, different == 20 ? LRS_CLASSIFY : LRS_REGRESS);
        lrs_dataset_free(d);
    }
}

static void too_many_classes_are_refused(void **state)
{
    (void)state;
    for (int task = 0; task < 2; task++) {
        FILE *f = fopen("data.csv", "wb");
        assert_non_null(f);
        fprintf(f, "a,name\n");
        for (int i = 0; i < 2000; i++)
            fprintf(f, "%d,%s%d\n", i, task ? "" : "n", i);
        fclose(f);
        check_refused((struct how){.task = task}, "data.csv: column 'name' has more than 1000 "
                                                  "different values, too many for classes");
    }
}

/* The same table in every dress. */
static void dialects_read_the_same(void **state)
{
    static const char *const dress[] = {
        "a,b,kind\n1.5,2,x\n3,4,y\n5,7,x\n",
        "a;b;kind\n1,5;2;x\n3;4;y\n5;7;x\n",
        "a\tb\tkind\n1.5\t2\tx\n3\t4\ty\n5\t7\tx\n",
        "\xEF\xBB\xBF"
        "a,b,kind\r\n1.5,2,x\r\n3,4,y\r\n5,7,x",
        "a,b,kind\r1.5,2,x\r3,4,y\r5,7,x\r",
        "\n\n\"a\",\"b\",\"kind\"\n\"1.5\",\"2\",\"x\"\n\n3, 4 ,y\n5,7, x \n\n",
        " a , b , kind \n 1.5 , 2 , x\n3,4,\ty\n5,7,x",
    };
    (void)state;
    struct lrs_dataset *want = load_good(dress[0], (struct how){0});
    for (size_t i = 1; i < sizeof dress / sizeof *dress; i++) {
        struct lrs_dataset *d = load_good(dress[i], (struct how){0});
        assert_int_equal(d->rows, 3);
        assert_int_equal(d->n_in, 2);
        assert_memory_equal(d->x, want->x, 6 * sizeof *d->x);
        assert_memory_equal(d->label, want->label, 3 * sizeof *d->label);
        assert_string_equal(d->class_name[1], "y");
        assert_string_equal(d->input_name[1], "b");
        lrs_dataset_free(d);
    }
    lrs_dataset_free(want);
}

static void quotes_hold_separators_quotes_and_line_ends(void **state)
{
    (void)state;
    struct lrs_dataset *d = load_good("\"a, b\",kind\n1,\"x, y\"\n2,\"say \"\"hi\"\"\"\n"
                                      "3,\"two\nlines\"\n4,5\" pipe\n5, \" kept \"\n",
                                      (struct how){0});
    static const char *const want[] = {" kept ", "5\" pipe", "say \"hi\"", "two\nlines", "x, y"};
    assert_string_equal(d->input_name[0], "a, b");
    assert_int_equal(d->n_out, 5);
    for (int k = 0; k < 5; k++)
        assert_string_equal(d->class_name[k], want[k]);
    lrs_dataset_free(d);
    /* A record over two lines is named by its first, the next ones by theirs. */
    const char *bad = "a,b\n1,\"x\ny\"\n2,3,4\n";
    write_bytes(bad, strlen(bad));
    check_refused((struct how){0}, "data.csv:4: 3 fields where the header has 2");
}

static void columns_are_chosen_by_name(void **state)
{
    (void)state;
    struct lrs_dataset *d = load_good("id,kind,a,note,b\nk1,x,1,-,2\nk2,y,3,-,4\n",
                                      (struct how){.label = "kind", .ignore = "id, note"});
    assert_int_equal(d->n_in, 2);
    assert_string_equal(d->input_name[0], "a");
    assert_string_equal(d->input_name[1], "b");
    assert_int_equal(d->n_out, 2);
    lrs_dataset_free(d);
}

static void constant_columns_stay_finite(void **state)
{
    (void)state;
    struct lrs_dataset *d =
        load_good("a,b,y\n7.1,1,0.5\n7.1,2,0.5\n7.1,3,0.5\n", (struct how){.task = 2});
    for (int i = 0; i < 3; i++) {
        assert_close(d->x[2 * i], 0, 0, 1e-6);
        assert_close(d->target[i], 0, 0, 1e-6);
    }
    lrs_dataset_free(d);
}

static void example_is_read_without_a_path(void **state)
{
    struct lrs_spec *spec = problem_spec("csv");
    (void)state;
    struct lrs_dataset *d = problem_data(spec, 1, 0.2);
    assert_int_equal(d->rows, 150);
    assert_int_equal(d->n_out, 3);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

/* Bytes thrown in at random: read or refused with a sentence, never more. */
static void no_bytes_crash_the_reader(void **state)
{
    static const char good[] = "a,b,\"c\"\n1,2,x\n3,\"4\",y\r\n5,6,\"z\"\"\"\n7;8;9\n";
    static const char odd[] = ",;\t\"\n\r\0 1x.e-\xEF\xBB\xBF\xFF";
    struct lrs_rng rng;
    int read = 0;
    (void)state;
    lrs_rng_seed(&rng, 1, "data");
    for (int round = 0; round < 3000; round++) {
        char text[sizeof good];
        size_t n = 1 + lrs_rng_below(&rng, sizeof good - 1);
        memcpy(text, good, sizeof good);
        for (int change = round % 8; change > 0; change--)
            text[lrs_rng_below(&rng, n)] = odd[lrs_rng_below(&rng, sizeof odd - 1)];
        write_bytes(text, n);
        struct lrs_err err = {0};
        struct lrs_dataset *d = load((struct how){.task = round % 3}, 0.5, &err);
        read += d != NULL;
        assert_true((d == NULL) == (err.msg[0] != '\0'));
        assert_null(strchr(err.msg, '\n'));
        lrs_dataset_free(d);
    }
    assert_true(read > 20 && read < 2900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_are_refused_in_one_line),
        cmocka_unit_test(zero_bytes_are_no_text),
        cmocka_unit_test(huge_lines_and_tables_are_refused),
        cmocka_unit_test(texts_become_classes_in_order),
        cmocka_unit_test(numbers_become_classes_or_targets),
        cmocka_unit_test(many_whole_numbers_are_a_regression),
        cmocka_unit_test(too_many_classes_are_refused),
        cmocka_unit_test(dialects_read_the_same),
        cmocka_unit_test(quotes_hold_separators_quotes_and_line_ends),
        cmocka_unit_test(columns_are_chosen_by_name),
        cmocka_unit_test(constant_columns_stay_finite),
        cmocka_unit_test(example_is_read_without_a_path),
        cmocka_unit_test(no_bytes_crash_the_reader),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder) != 0;
}
