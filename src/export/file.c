/* Files that are either as they were or wholly new: written beside the target, flushed to the disk,
 * then renamed over it. What is no regular file (a pipe, a device) is written directly, since a
 * rename would replace the device itself. A symbolic link stays one: its target is replaced. */
#include "config.h"

#include "lrscope/export.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lrscope/mem.h"

static bool fail(const struct lrs_file *file, int error, struct lrs_err *err)
{
    return lrs_fail(err, "cannot write '%.200s': %s", file->path, strerror(error));
}

static void forget(struct lrs_file *file)
{
    lrs_free(file->path);
    lrs_free(file->temp);
    *file = (struct lrs_file){0};
}

/* A name beside the target that no other writer of this machine has. */
static char *temp_name(const char *path)
{
    static atomic_uint count;
    return lrs_format("%s.%ld-%u.tmp", path, (long)getpid(), atomic_fetch_add(&count, 1));
}

/* The file that a chain of symbolic links leads to, where there is one. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = lrs_strdup(real ? real : path);
    free(real);
    return copy;
}

bool lrs_file_begin(struct lrs_file *file, const char *path, struct lrs_err *err)
{
    struct stat st;
    *file = (struct lrs_file){.path = resolve(path)};
    bool exists = stat(file->path, &st) == 0;
    bool direct = exists && !S_ISREG(st.st_mode);
    int fd;
    if (direct) {
        fd = open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } else if (exists && access(file->path, W_OK) != 0) {
        fd = -1; /* renaming would get round the protection */
    } else if (!*path) {
        fd = -1;
        errno = ENOENT;
    } else {
        file->temp = temp_name(file->path);
        fd = open(file->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    if (fd >= 0 && exists && !direct)
        fchmod(fd, st.st_mode & 0777);
    if (fd >= 0)
        file->f = fdopen(fd, "w");
    if (file->f)
        return true;
    fail(file, errno, err);
    if (fd >= 0) {
        close(fd);
        if (file->temp)
            unlink(file->temp);
    }
    forget(file);
    return false;
}

/* A rename lasts when the folder has been written, too. Not every file system can; the file itself
 * is safe by then. */
static void sync_folder(const char *path)
{
    char *folder = lrs_strdup(path), *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    lrs_free(folder);
}

/* 0 or the error of whatever went wrong since the beginning. */
static int finish(struct lrs_file *file)
{
    int error = 0;
    errno = 0;
    if (fflush(file->f) != 0 || ferror(file->f))
        error = errno ? errno : EIO; /* an earlier write failed, and its error is gone */
    if (!error && file->temp && fsync(fileno(file->f)) != 0)
        error = errno;
    if (fclose(file->f) != 0 && !error)
        error = errno;
    file->f = NULL;
    if (!error && file->temp && rename(file->temp, file->path) != 0)
        error = errno;
    return error;
}

bool lrs_file_commit(struct lrs_file *file, struct lrs_err *err)
{
    int error = finish(file);
    if (error) {
        fail(file, error, err);
        lrs_file_abandon(file);
        return false;
    }
    if (file->temp)
        sync_folder(file->path);
    forget(file);
    return true;
}

void lrs_file_abandon(struct lrs_file *file)
{
    if (file->f)
        fclose(file->f);
    if (file->temp)
        unlink(file->temp);
    forget(file);
}
