/* Errors: sentences for users, last words for everything that ends the program early. Nothing here
 * allocates, so that running out of memory can be told like any other error. */
#include "config.h"

#include "lrscope/err.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lrscope/text.h"

void (*lrs_last_words)(void);

/* Quoted input may hold anything: control characters (which a terminal would obey) and broken UTF-8
 * become '?', line ends and tabs a space. */
static void make_one_line(char *s)
{
    char *to = s;
    for (const char *from = s; *from;) {
        const char *start = from;
        uint32_t cp = lrs_utf8_next(&from);
        if (cp == '\n' || cp == '\t' || cp == '\r') {
            *to++ = ' ';
        } else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffd || cp == 0x2028 ||
                   cp == 0x2029) {
            *to++ = '?';
        } else {
            memmove(to, start, (size_t)(from - start));
            to += from - start;
        }
    }
    *to = '\0';
}

/* A cut in the middle of a character leaves no half of it; only what SIZE bytes cut is affected. */
static void print_line(char *buf, size_t size, const char *fmt, va_list args)
{
    int n = vsnprintf(buf, size, fmt, args);
    if (n < 0)
        snprintf(buf, size, "(a message that could not be printed)");
    if (n >= 0 && (size_t)n >= size) {
        size_t end = size - 1;
        while (end > 0 && ((unsigned char)buf[end - 1] & 0xc0) == 0x80)
            end--;
        if (end > 0 && ((unsigned char)buf[end - 1] & 0x80))
            end--;
        buf[end] = '\0';
    }
    make_one_line(buf);
}

bool lrs_fail(struct lrs_err *err, const char *fmt, ...)
{
    if (!err)
        return false;
    char line[sizeof err->msg]; /* the arguments may quote err->msg itself */
    va_list args;
    va_start(args, fmt);
    print_line(line, sizeof line, fmt, args);
    va_end(args);
    memcpy(err->msg, line, sizeof line);
    return false;
}

bool lrs_fail_prefix(struct lrs_err *err, const char *fmt, ...)
{
    if (!err)
        return false;
    char prefix[sizeof err->msg];
    va_list args;
    va_start(args, fmt);
    print_line(prefix, sizeof prefix, fmt, args);
    va_end(args);
    return lrs_fail(err, "%s%s", prefix, err->msg);
}

/* The first thread that ends the program says the last words. A second one waits for the end; the
 * first one itself, back here because the last words failed, goes on without them. */
static atomic_int ending;
static pthread_t ending_thread;
static atomic_int ending_known;

static void say_last_words(void)
{
    int never = 0;
    if (atomic_compare_exchange_strong(&ending, &never, 1)) {
        ending_thread = pthread_self();
        atomic_store(&ending_known, 1);
        if (lrs_last_words)
            lrs_last_words();
        return;
    }
    while (!atomic_load(&ending_known) || !pthread_equal(ending_thread, pthread_self()))
        usleep(1000);
}

/* Straight to the file descriptor: stdio may be what is broken. */
static void write_line(const char *line)
{
    size_t left = strlen(line);
    while (left > 0) {
        ssize_t n = write(STDERR_FILENO, line, left);
        if (n <= 0)
            return;
        line += n;
        left -= (size_t)n;
    }
}

void lrs_bug(const char *file, int line, const char *fmt, ...)
{
    char text[512], whole[768];
    va_list args;
    va_start(args, fmt);
    print_line(text, sizeof text, fmt, args);
    va_end(args);
    say_last_words();
    snprintf(whole, sizeof whole, "lrscope: a mistake of the program at %.120s:%d: %s\n", file,
             line, text);
    write_line(whole);
    abort();
}

void lrs_die(const char *fmt, ...)
{
    char text[512], whole[544];
    va_list args;
    va_start(args, fmt);
    print_line(text, sizeof text, fmt, args);
    va_end(args);
    say_last_words();
    snprintf(whole, sizeof whole, "lrscope: %s\n", text);
    write_line(whole);
    static atomic_flag leaving = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&leaving))
        _exit(1); /* something in exit() failed in its turn */
    exit(1);
}
