/* Where scenes and data lie: named by the user, beside a program that was just built, or installed. */
#include "problem_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lrscope/mem.h"

/* How many folders above the program's own are looked at: build trees are not deeper. */
enum { PARENTS = 3 };

/* FOLDER/NAME where that can be read, owned by the caller; else NULL. */
static char *try_folder(const char *folder, const char *name)
{
    char *path = lrs_format("%s/%s", folder, name);
    if (access(path, R_OK) == 0)
        return path;
    lrs_free(path);
    return NULL;
}

static char *try_beside_program(const char *name)
{
    char folder[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (n <= 0)
        return NULL;
    folder[n] = '\0';
    for (int i = 0; i <= PARENTS; i++) {
        char *slash = strrchr(folder, '/');
        if (!slash || slash == folder)
            return NULL;
        *slash = '\0';
        char *path = try_folder(folder, name);
        if (path)
            return path;
    }
    return NULL;
}

char *lrs_data_path(const char *name)
{
    const char *named = getenv("LRSCOPE_DATA");
    char *path = named && *named ? try_folder(named, name) : NULL;
    if (!path)
        path = try_beside_program(name);
    return path ? path : try_folder(LRSCOPE_PKGDATADIR, name);
}
