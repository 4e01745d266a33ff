/* The lists as JSON: everything that the tables know, for programs. */
#ifndef LRSCOPE_CLI_LIST_H
#define LRSCOPE_CLI_LIST_H

#include <stdio.h>

#include "lrscope/scene.h"

void list_json_kinds(const struct lrs_registry *reg, FILE *out);
/* One object of an array; SCENE is NULL where it does not load. */
void list_json_scene(const char *name, const struct lrs_scene *scene, bool first, FILE *out);
/* By action, or one object a key. */
void list_json_actions(bool by_key, FILE *out);

#endif
