/* Files and folders for the line that is being typed. Only names are read, nothing is opened. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "complete.h"
#include "lrscope/mem.h"

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A name that a line can hold and a terminal can show. */
static bool is_plain(const char *name)
{
    uint32_t cp;
    for (const char *at = name; *at;) {
        const unsigned char byte = (unsigned char)*at;
        cp = lrs_utf8_next(&at);
        if (cp < 32 || cp == 127 || (cp >= 0x80 && cp < 0xa0) || (cp == 0xfffd && byte != 0xef))
            return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* FOLDER: the part of the word up to its last slash, as it was typed. */
static void add_entry(struct lrs_candidates *c, const char *folder, const char *name)
{
    bool hidden = name[0] == '.' && c->word[strlen(folder)] != '.';
    if (hidden || !strcmp(name, ".") || !strcmp(name, "..") || !is_plain(name))
        return;
    char *path = lrs_format("%s%s", folder, name);
    char *text = lrs_format("%s%s", path, is_folder(path) ? "/" : "");
    lrs_candidates_add(c, text);
    lrs_free(text);
    lrs_free(path);
}

void lrs_candidates_files(struct lrs_candidates *c)
{
    enum { ENTRIES_MAX = 10000 }; /* a folder of millions must not stop the keyboard */
    const char *slash = strrchr(c->word, '/');
    char *folder = lrs_strndup(c->word, slash ? (size_t)(slash + 1 - c->word) : 0);
    DIR *dir = c->inside ? NULL : opendir(folder[0] ? folder : ".");
    int from = c->n, left = ENTRIES_MAX;
    for (struct dirent *e; dir && left-- > 0 && (e = readdir(dir)) != NULL;)
        if (lrs_text_begins(e->d_name, c->word + strlen(folder), strlen(c->word) - strlen(folder)))
            add_entry(c, folder, e->d_name);
    if (dir)
        closedir(dir);
    qsort(c->at + from, (size_t)(c->n - from), sizeof *c->at, by_name);
    lrs_free(folder);
}
