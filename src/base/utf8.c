/* UTF-8, strict: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
#include "lrscope/text.h"

uint32_t lrs_utf8_next(const char **s)
{
    const unsigned char *p = (const unsigned char *)*s;
    if (p[0] == 0)
        return 0;
    *s += 1;
    if (p[0] < 0x80)
        return p[0];
    int more = p[0] >= 0xf0 && p[0] < 0xf5   ? 3
               : p[0] >= 0xe0 && p[0] < 0xf0 ? 2
               : p[0] >= 0xc2 && p[0] < 0xe0 ? 1
                                             : 0;
    if (more == 0)
        return 0xfffd;
    uint32_t cp = p[0] & (0x3fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0xfffd; /* a NUL ends the search here too */
        cp = cp << 6 | (p[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (cp < least[more] || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
        return 0xfffd;
    *s += more;
    return cp;
}

int lrs_utf8_put(char buf[5], uint32_t cp)
{
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
        cp = 0xfffd;
    int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (int i = n - 1; i > 0; i--) {
        buf[i] = (char)(0x80 | (cp & 0x3f));
        cp >>= 6;
    }
    buf[0] = (char)(lead[n] | cp);
    buf[n] = '\0';
    return n;
}
