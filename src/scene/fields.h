/* Tables with named fields, read by rows: what scene.c and lesson_read.c share. */
#ifndef LRS_FIELDS_H
#define LRS_FIELDS_H

#include <stdio.h>

#include "lrscope/lesson.h"
#include "scene_priv.h"

struct lrs_reader {
    struct lrs_lua *lua;
    const struct lrs_chunk *chunk;
    struct lrs_err *err;
    const char *noun; /* "scene", for messages */
    const char *path; /* "lesson.3.", before the field's name in messages; "" */
    int line;         /* where the table begins */
    void *object;     /* that is filled */
};

/* One field: its name, what it takes, how it is read from the stack; ARG is for the reader. A table
 * of fields ends with a name NULL. */
struct lrs_field {
    const char *name;
    const char *help; /* one sentence */
    const char *allowed;
    bool (*read)(const struct lrs_reader *r, const struct lrs_field *f, int index);
    int arg;
};

/* Reads the fields of the table at INDEX in the order of the rows. */
bool lrs_fields_read(const struct lrs_reader *r, const struct lrs_field *fields, int index);
/* Row I for lists and the manual; false behind the last. */
bool lrs_field_row(const struct lrs_field *fields, int i, const char **name, const char **help);
/* Puts file, line and path before the sentence in ERR; returns false. */
bool lrs_field_refuse(const struct lrs_reader *r, const char *name);
/* "found ..., allowed ..."; returns false. */
bool lrs_field_refuse_value(const struct lrs_reader *r, const struct lrs_field *f, int index);
/* The text at INDEX, of at most MAX bytes of UTF-8, owned by Lua; NULL with a sentence. */
const char *lrs_field_text(const struct lrs_reader *r, const struct lrs_field *f, int index,
                           size_t max);

/* lesson_read.c: the lesson in the table at INDEX, for the experiment E. NULL with a sentence. */
struct lrs_lesson *lrs_lesson_read(struct lrs_lua *lua, const struct lrs_chunk *c, int index,
                                   const struct lrs_experiment *e, struct lrs_err *err);

#endif
