/* JSON strings (RFC 8259). */
#include "lrscope/export.h"

#include <string.h>

void lrs_json_text(struct lrs_str *out, const char *text)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    lrs_str_add(out, "\"");
    while (*text) {
        uint32_t cp = lrs_utf8_next(&text);
        const char *special = cp < 0x80 ? strchr(plain, (int)cp) : NULL;
        char buf[5];
        if (special)
            lrs_str_addf(out, "\\%c", letter[special - plain]);
        else if (cp < 0x20 || cp == 0x7f)
            lrs_str_addf(out, "\\u%04x", (unsigned)cp);
        else
            lrs_str_addn(out, buf, (size_t)lrs_utf8_put(buf, cp));
    }
    lrs_str_add(out, "\"");
}
