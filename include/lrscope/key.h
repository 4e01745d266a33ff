/* Keys and mouse, as numbers that know no terminal. A printable key is its code point. */
#ifndef LRSCOPE_KEY_H
#define LRSCOPE_KEY_H

#include <stdbool.h>
#include <stdint.h>

enum lrs_key {
    LRS_KEY_NONE = 0,
    LRS_KEY_TAB = 9,
    LRS_KEY_ENTER = 13,
    LRS_KEY_ESC = 27,
    LRS_KEY_SPACE = 32,
    LRS_KEY_BACKSPACE = 127,
    LRS_KEY_SPECIAL = 0x110000, /* beyond Unicode */
    LRS_KEY_UP,
    LRS_KEY_DOWN,
    LRS_KEY_LEFT,
    LRS_KEY_RIGHT,
    LRS_KEY_SHIFT_LEFT,
    LRS_KEY_SHIFT_RIGHT,
    LRS_KEY_SHIFT_UP,
    LRS_KEY_SHIFT_DOWN,
    LRS_KEY_SHIFT_TAB,
    LRS_KEY_HOME,
    LRS_KEY_END,
    LRS_KEY_PAGE_UP,
    LRS_KEY_PAGE_DOWN,
    LRS_KEY_INSERT,
    LRS_KEY_DELETE,
    LRS_KEY_F1, /* up to F12 = F1 + 11 */
    LRS_KEY_F12 = LRS_KEY_F1 + 11,
};
#define LRS_CTRL(c) ((uint32_t)(c) & 0x1f) /* Ctrl-L is 12 */

/* "a", "Space", "Left", "S-Left", "PgDn", "C-l", "F1": what help shows and scripts write in <>.
 * Returns BUF. */
char *lrs_key_name(char buf[16], uint32_t key);
/* The opposite; also takes the full names (Page Down as "PageDown"). Case does not matter for
 * names longer than one character. Returns LRS_KEY_NONE where there is no such key. */
uint32_t lrs_key_parse(const char *name);

enum lrs_mouse { LRS_MOUSE_PRESS, LRS_MOUSE_DRAG, LRS_MOUSE_RELEASE, LRS_MOUSE_WHEEL_UP, LRS_MOUSE_WHEEL_DOWN };

/* What can happen to the instrument. */
enum lrs_event_type {
    LRS_EVENT_KEY,
    LRS_EVENT_MOUSE,
    LRS_EVENT_RESIZE,
    LRS_EVENT_TICK,
    LRS_EVENT_PASTE,
    LRS_EVENT_BACKGROUND, /* the terminal said what its background is */
};
struct lrs_event {
    enum lrs_event_type type;
    uint32_t key;               /* KEY */
    enum lrs_mouse mouse;       /* MOUSE */
    int x, y;                   /* MOUSE: cell, from 0; RESIZE: columns, rows */
    double now;                 /* seconds on a clock that never goes back; TICK, better always */
    const char *text;           /* PASTE: borrowed */
    bool light;                 /* BACKGROUND */
};

#endif
