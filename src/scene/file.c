/* Scene files on the disk: names to paths, and whole texts. Nothing that a path may lead to (a
 * folder, a device, a pipe without a writer, a huge or binary file) may hang the program or get
 * further than here. */
#include "scene_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lrscope/mem.h"

/* Is FD a regular file of a size that a scene may have? */
static bool is_scene_sized(int fd, size_t *size, struct lrs_err *err)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return lrs_fail(err, "%s", strerror(errno));
    if (S_ISDIR(st.st_mode))
        return lrs_fail(err, "is a folder, not a scene");
    if (!S_ISREG(st.st_mode))
        return lrs_fail(err, "is not a regular file");
    if (st.st_size > LRS_TEXT_MAX)
        return lrs_fail(err, "is larger than 1 MiB, no scene");
    *size = (size_t)st.st_size;
    return true;
}

static bool read_all(int fd, char *buf, size_t size, size_t *len, struct lrs_err *err)
{
    for (*len = 0; *len < size;) {
        ssize_t n = read(fd, buf + *len, size - *len);
        if (n == 0)
            break;
        if (n < 0 && errno != EINTR)
            return lrs_fail(err, "%s", strerror(errno));
        *len += n > 0 ? (size_t)n : 0;
    }
    return true;
}

bool lrs_check_text(const char *text, size_t len, struct lrs_err *err)
{
    int line = 1;
    for (const char *s = text; s < text + len;) {
        const char *from = s;
        if (*s == '\0')
            return lrs_fail(err, "is binary, no scene (a zero byte in line %d)", line);
        line += *s == '\n';
        if (lrs_utf8_next(&s) == 0xfffd && memcmp(from, "\xef\xbf\xbd", 3) != 0)
            return lrs_fail(err, "is not UTF-8 in line %d", line);
    }
    return true;
}

char *lrs_read_text(const char *path, size_t *len, struct lrs_err *err)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        lrs_fail(err, "%s", strerror(errno));
        return NULL;
    }
    size_t size = 0;
    char *text = NULL;
    bool ok = is_scene_sized(fd, &size, err);
    if (ok) {
        text = LRS_ARRAY(char, size + 1);
        ok = read_all(fd, text, size, len, err);
    }
    close(fd);
    if (ok)
        return text;
    lrs_free(text);
    return NULL;
}

/* "scenes/04-cosine.lua" -> "04-cosine". */
char *lrs_scene_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t len = strlen(name);
    if (len > 4 && strcmp(name + len - 4, ".lua") == 0)
        len -= 4;
    return lrs_strndup(name, len);
}

/* The bundled ones stand where "start" stands, lessons in a folder beside it. */
static DIR *open_scenes(const char *folder)
{
    char *start = lrs_data_path("scenes/start.lua");
    char *slash = start ? strrchr(start, '/') : NULL;
    if (slash)
        *slash = '\0';
    char *path = slash ? lrs_format("%s%s", start, folder) : NULL;
    DIR *dir = path ? opendir(path) : NULL;
    lrs_free(path);
    lrs_free(start);
    return dir;
}

static int by_name(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    bool x_first = strcmp(x, "start") == 0, y_first = strcmp(y, "start") == 0;
    return x_first != y_first ? y_first - x_first : strcmp(x, y);
}

static char **names_in(const char *folder, int *n)
{
    DIR *dir = open_scenes(folder);
    char **names = NULL;
    *n = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || len <= 4 || strcmp(entry->d_name + len - 4, ".lua") != 0)
            continue;
        names = lrs_resize(names, (size_t)*n, (size_t)*n + 1, sizeof *names);
        names[(*n)++] = lrs_scene_base(entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (*n > 1)
        qsort(names, (size_t)*n, sizeof *names, by_name);
    return names;
}

char **lrs_scene_names(int *n)
{
    return names_in("", n);
}

char **lrs_lesson_names(int *n)
{
    return names_in("/lessons", n);
}

/* "04-cosine" may be called "cosine". */
static const char *without_number(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && name[digits] == '-' ? name + digits + 1 : name;
}

static bool is_called(const char *full, const char *name)
{
    return strcmp(name, full) == 0 || strcmp(name, without_number(full)) == 0;
}

static void free_names(char **names, int n)
{
    for (int i = 0; i < n; i++)
        lrs_free(names[i]);
    lrs_free(names);
}

char *lrs_lesson_called(const char *name)
{
    int n;
    char **names = lrs_lesson_names(&n), *found = NULL;
    for (int i = 0; i < n && !found; i++)
        found = is_called(names[i], name) ? lrs_strdup(names[i]) : NULL;
    free_names(names, n);
    return found;
}

static char *find_bundled(const char *name, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name};
    char *found = NULL;
    int n[2];
    char **names[2] = {lrs_scene_names(&n[0]), lrs_lesson_names(&n[1])};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < n[k]; i++) {
            if (!found && is_called(names[k][i], name))
                found = lrs_format("scenes/%s%s.lua", k ? "lessons/" : "", names[k][i]);
            lrs_nearest_try(&near, without_number(names[k][i]));
        }
    if (!found)
        lrs_fail(err, "no scene is called '%s'%s%s", name, lrs_nearest_hint(&near),
                 n[0] == 0 ? " (no bundled scenes found; LRSCOPE_DATA names the folder that holds "
                             "scenes/)"
                           : "");
    for (int k = 0; k < 2; k++)
        free_names(names[k], n[k]);
    return found;
}

char *lrs_scene_path(const char *name, struct lrs_err *err)
{
    size_t len = strlen(name);
    if (strchr(name, '/') || (len > 4 && strcmp(name + len - 4, ".lua") == 0))
        return lrs_strdup(name);
    char *bundled = find_bundled(name, err);
    if (!bundled)
        return NULL;
    char *path = lrs_data_path(bundled);
    if (!path)
        lrs_fail(err, "%s cannot be read", bundled);
    lrs_free(bundled);
    return path;
}
