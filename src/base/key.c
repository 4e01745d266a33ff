/* Keys to and from names: one table, read in both directions. */
#include "lrscope/key.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/text.h"

static const struct {
    uint32_t key;
    const char *name;
    const char *also; /* other names, also read */
} names[] = {
    {LRS_KEY_SPACE, "Space", "SPC"},
    {LRS_KEY_TAB, "Tab", "C-i"},
    {LRS_KEY_ENTER, "Enter", "Return"},
    {LRS_KEY_ESC, "Esc", "Escape"},
    {LRS_KEY_BACKSPACE, "BS", "Backspace"},
    {LRS_KEY_UP, "Up", NULL},
    {LRS_KEY_DOWN, "Down", NULL},
    {LRS_KEY_LEFT, "Left", NULL},
    {LRS_KEY_RIGHT, "Right", NULL},
    {LRS_KEY_SHIFT_LEFT, "S-Left", "Shift-Left"},
    {LRS_KEY_SHIFT_RIGHT, "S-Right", "Shift-Right"},
    {LRS_KEY_SHIFT_UP, "S-Up", "Shift-Up"},
    {LRS_KEY_SHIFT_DOWN, "S-Down", "Shift-Down"},
    {LRS_KEY_SHIFT_TAB, "S-Tab", "Shift-Tab"},
    {LRS_KEY_HOME, "Home", NULL},
    {LRS_KEY_END, "End", NULL},
    {LRS_KEY_PAGE_UP, "PgUp", "PageUp"},
    {LRS_KEY_PAGE_DOWN, "PgDn", "PageDown"},
    {LRS_KEY_INSERT, "Ins", "Insert"},
    {LRS_KEY_DELETE, "Del", "Delete"},
    {'<', "<", "lt"}, /* in a script <lt> is the key and <...> a name */
    {'>', ">", "gt"},
};
enum { NAMES = sizeof names / sizeof *names };

char *lrs_key_name(char buf[16], uint32_t key)
{
    buf[0] = '\0';
    for (int i = 0; i < NAMES; i++) {
        if (names[i].key == key) {
            strcpy(buf, names[i].name);
            return buf;
        }
    }
    if (key >= LRS_KEY_F1 && key <= LRS_KEY_F12)
        snprintf(buf, 16, "F%u", (unsigned)(key - LRS_KEY_F1 + 1));
    else if (key > 0 && key <= 26)
        snprintf(buf, 16, "C-%c", (char)('a' + key - 1));
    else if (key >= 28 && key < 32)
        snprintf(buf, 16, "C-%c", (char)('@' + key));
    else if (key > 32 && key < LRS_KEY_SPECIAL && !(key > 0x7f && key < 0xa0))
        lrs_utf8_put(buf, key);
    return buf;
}

/* "C-l" and "Ctrl-L". */
static uint32_t parse_ctrl(const char *name)
{
    const char *c = strchr(name, '-') + 1;
    if (c[0] == '\0' || c[1] != '\0')
        return LRS_KEY_NONE;
    bool letter = (c[0] >= 'a' && c[0] <= 'z') || (c[0] >= 'A' && c[0] <= 'Z');
    return letter || (c[0] >= '[' && c[0] <= '_') ? LRS_CTRL(c[0]) : LRS_KEY_NONE;
}

static bool has_prefix(const char *name, const char *prefix)
{
    char head[8];
    snprintf(head, sizeof head, "%.*s", (int)strlen(prefix), name);
    return lrs_text_equal_nocase(head, prefix);
}

uint32_t lrs_key_parse(const char *name)
{
    const char *s = name;
    uint32_t cp = lrs_utf8_next(&s);
    if (cp && !*s)
        return cp == 0xfffd || cp < 32 || (cp >= 0x7f && cp < 0xa0) ? LRS_KEY_NONE : cp;
    for (int i = 0; i < NAMES; i++) {
        if (lrs_text_equal_nocase(name, names[i].name) ||
            (names[i].also && lrs_text_equal_nocase(name, names[i].also)))
            return names[i].key;
    }
    if (has_prefix(name, "C-") || has_prefix(name, "Ctrl-"))
        return parse_ctrl(name);
    double number;
    if ((name[0] == 'F' || name[0] == 'f') && name[1] >= '1' && name[1] <= '9' &&
        strlen(name) <= 3 && lrs_number_parse(name + 1, &number) && number <= 12 &&
        number == (double)(int)number)
        return LRS_KEY_F1 + (uint32_t)number - 1;
    return LRS_KEY_NONE;
}
