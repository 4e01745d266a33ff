/* A line of text that is being typed: letters, movement, deletion. The keys are those of readline,
 * as far as fingers know them. */
#include <string.h>

#include "ui_act.h"

void lrs_entry_set(struct lrs_entry *e, const char *text, bool fresh)
{
    lrs_copy_text(e->text, sizeof e->text, text);
    for (char *at = e->text; *at; at++)
        if ((unsigned char)*at < 32) /* the lines of a function */
            *at = ' ';
    e->at = (int)strlen(e->text);
    e->fresh = fresh && e->at > 0;
}

static void delete (struct lrs_entry *e, int from, int to)
{
    memmove(e->text + from, e->text + to, strlen(e->text + to) + 1);
    e->at = from;
}

static void insert(struct lrs_entry *e, uint32_t cp)
{
    char utf8[5];
    size_t n = (size_t)lrs_utf8_put(utf8, cp), len = strlen(e->text);
    if (len + n >= sizeof e->text)
        return;
    memmove(e->text + e->at + n, e->text + e->at, len - (size_t)e->at + 1);
    memcpy(e->text + e->at, utf8, n);
    e->at += (int)n;
}

static bool printable(uint32_t cp)
{
    return cp >= 32 && cp != 127 && !(cp >= 0x80 && cp < 0xa0) && cp < LRS_KEY_SPECIAL;
}

static void replace_fresh(struct lrs_entry *e)
{
    if (e->fresh)
        delete (e, 0, (int)strlen(e->text));
    e->fresh = false;
}

void lrs_entry_insert(struct lrs_entry *e, const char *text)
{
    uint32_t cp;
    while ((cp = lrs_utf8_next(&text)) != 0) {
        cp = cp == '\n' || cp == '\t' ? ' ' : cp;
        if (printable(cp)) {
            replace_fresh(e);
            insert(e, cp);
        }
    }
}

static int before(const struct lrs_entry *e, int at)
{
    if (at > 0)
        at--;
    while (at > 0 && ((unsigned char)e->text[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static int after(const struct lrs_entry *e, int at)
{
    if (e->text[at])
        at++;
    while (((unsigned char)e->text[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static int word_before(const struct lrs_entry *e, int at)
{
    while (at > 0 && e->text[at - 1] == ' ')
        at--;
    while (at > 0 && e->text[at - 1] != ' ')
        at--;
    return at;
}

static bool move(struct lrs_entry *e, uint32_t key)
{
    int end = (int)strlen(e->text);
    switch (key) {
    case LRS_KEY_LEFT:
    case LRS_CTRL('b'):
        e->at = before(e, e->at);
        return true;
    case LRS_KEY_RIGHT:
    case LRS_CTRL('f'):
        e->at = after(e, e->at);
        return true;
    case LRS_KEY_HOME:
    case LRS_CTRL('a'):
        e->at = 0;
        return true;
    case LRS_KEY_END:
    case LRS_CTRL('e'):
        e->at = end;
        return true;
    default:
        return false;
    }
}

static bool erase(struct lrs_entry *e, uint32_t key)
{
    int end = (int)strlen(e->text), at = e->at;
    switch (key) {
    case LRS_KEY_BACKSPACE:
    case LRS_CTRL('h'):
        delete (e, before(e, at), at);
        return true;
    case LRS_KEY_DELETE:
        delete (e, at, after(e, at));
        return true;
    case LRS_CTRL('u'):
        delete (e, 0, at);
        return true;
    case LRS_CTRL('k'):
        delete (e, at, end);
        return true;
    case LRS_CTRL('w'):
        delete (e, word_before(e, at), at);
        return true;
    default:
        return false;
    }
}

bool lrs_entry_key(struct lrs_entry *e, uint32_t key)
{
    if (move(e, key)) {
        e->fresh = false;
        return true;
    }
    if (e->fresh && (key == LRS_KEY_BACKSPACE || key == LRS_KEY_DELETE)) {
        replace_fresh(e);
        return true;
    }
    if (erase(e, key)) {
        e->fresh = false;
        return true;
    }
    if (!printable(key))
        return false;
    replace_fresh(e);
    insert(e, key);
    return true;
}
