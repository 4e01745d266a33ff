/* Golden canvases: what a canvas should look like, as a file beside the test. With
 * LRSCOPE_UPDATE_GOLDEN=1 in the environment the files are written anew: look at the difference
 * before it is committed. */
#ifndef LRSCOPE_TESTS_GOLDEN_H
#define LRSCOPE_TESTS_GOLDEN_H

#include "check.h"

#include "lrscope/canvas.h"

/* The whole of a file (to be freed), or NULL. */
static inline char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t n = 0, cap = 1 << 16;
    char *text = malloc(cap);
    while (text && (n += fread(text + n, 1, cap - n - 1, f)) == cap - 1)
        text = realloc(text, cap *= 2);
    fclose(f);
    if (text)
        text[n] = 0;
    return text;
}

static inline void check_golden_text(const char *name, const char *got, const char *file, int line)
{
    const char *path = source_path(name);
    if (getenv("LRSCOPE_UPDATE_GOLDEN")) {
        FILE *f = fopen(path, "wb");
        if (!f || fputs(got, f) < 0 || fclose(f))
            fail_msg("cannot write %s", path);
        return;
    }
    char *want = read_file(path);
    bool same = want && !strcmp(want, got);
    if (!same)
        fprintf(stderr, "%s differs; expected:\n%s\ngot:\n%s\n", path,
                want ? want : "(no such file)", got);
    free(want);
    if (!same)
        _fail(file, line);
}

/* Compares a canvas, glyphs and roles, with the golden file NAME below the source tree. */
#define assert_golden(canvas, name) check_golden(canvas, name, __FILE__, __LINE__)

static inline void check_golden(const struct lrs_canvas *c, const char *name, const char *file,
                                int line)
{
    struct lrs_str got = {0};
    lrs_canvas_print_golden(c, &got);
    check_golden_text(name, lrs_str_text(&got), file, line);
    lrs_str_clear(&got);
}

#endif
