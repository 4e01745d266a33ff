/* papers TEMPLATE: fills the marks of the template and prints the paper. */
#include "config.h"

#include "papers.h"

#include <string.h>

#include "lrscope/mem.h"

static void version(struct lrs_str *out)
{
    lrs_str_add(out, PACKAGE_VERSION);
}

static const struct paper_part program[] = {{"version", version}, {NULL, NULL}};

static const struct {
    const char *word;
    const struct paper_part *parts;
} marks[] = {{"program", program},        {"words", paper_words}, {"man", paper_man},
             {"bash", paper_bash},        {"zsh", paper_zsh},     {"fish", paper_fish},
             {"markdown", paper_markdown}};

bool paper_print(const struct paper_part *table, const char *name, struct lrs_str *out)
{
    for (; table->name; table++)
        if (!strcmp(table->name, name)) {
            table->print(out);
            return true;
        }
    return false;
}

/* Length of the mark "@word word@" at S, 0 where there is none: shells have lone ones, too. */
static size_t mark_length(const char *s)
{
    size_t first = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz");
    const char *second = s + 1 + first;
    if (first == 0 || *second != ' ')
        return 0;
    size_t n = strspn(second + 1, "abcdefghijklmnopqrstuvwxyz");
    return n > 0 && second[1 + n] == '@' ? first + n + 3 : 0;
}

static bool fill(const char *mark, size_t len, struct lrs_str *out)
{
    char *text = lrs_strndup(mark + 1, len - 2), *name = strchr(text, ' ');
    struct lrs_str part = {0};
    bool done = false;
    *name++ = '\0';
    for (size_t i = 0; !done && i < sizeof marks / sizeof *marks; i++)
        done = !strcmp(marks[i].word, text) && paper_print(marks[i].parts, name, &part);
    while (part.len && part.s[part.len - 1] == '\n') /* the template has its own */
        part.s[--part.len] = '\0';
    lrs_str_add(out, lrs_str_text(&part));
    lrs_str_clear(&part);
    lrs_free(text);
    return done;
}

static bool fill_all(const char *template, const char *text)
{
    struct lrs_str out = {0};
    bool ok = true;
    for (size_t n; ok && *text; text += n) {
        n = *text == '@' ? mark_length(text) : 0;
        if (n > 0)
            ok = fill(text, n, &out);
        if (!ok)
            fprintf(stderr, "papers: %s: there is no part %.*s\n", template, (int)n, text);
        if (n == 0)
            lrs_str_addn(&out, text, n = 1);
    }
    if (ok)
        ok = fputs(lrs_str_text(&out), stdout) >= 0 && fflush(stdout) == 0;
    lrs_str_clear(&out);
    return ok;
}

int main(int argc, char **argv)
{
    FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
    struct lrs_str text = {0};
    char buf[4096];
    if (!f) {
        fputs("usage: papers TEMPLATE\n", stderr);
        return 2;
    }
    for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;)
        lrs_str_addn(&text, buf, n);
    fclose(f);
    bool ok = fill_all(argv[1], lrs_str_text(&text));
    lrs_str_clear(&text);
    return ok ? 0 : 1;
}
