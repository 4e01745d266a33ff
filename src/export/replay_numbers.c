/* Numbers in a replay: base64 of little-endian bytes where there are many, so that they arrive as
 * they are in little room; plain lists where they are few or small. */
#include "replay_priv.h"

#include <math.h>
#include <string.h>

#include "export_priv.h"
#include "lrscope/mem.h"

enum { LINE = 96 }; /* columns of a line of numbers */

/* Base64 (RFC 4648) of a stream of bytes, wrapped. */
struct encoder {
    struct lrs_str *out;
    uint32_t bits;
    int n, column;
};

static void put_group(struct encoder *e, int bytes)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char group[4];
    for (int i = 0; i < 4; i++)
        group[i] = i <= bytes ? digit[e->bits >> (18 - 6 * i) & 63] : '=';
    if (e->column == LINE) {
        lrs_str_add(e->out, "\n");
        e->column = 0;
    }
    lrs_str_addn(e->out, group, sizeof group);
    e->column += 4;
    e->bits = 0;
    e->n = 0;
}

static void put_byte(struct encoder *e, unsigned char byte)
{
    e->bits |= (uint32_t)byte << (16 - 8 * e->n);
    if (++e->n == 3)
        put_group(e, 3);
}

static void put_last(struct encoder *e)
{
    if (e->n > 0)
        put_group(e, e->n);
}

/* Least byte first, whatever the machine. */
static void put_float(struct encoder *e, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    for (int k = 0; k < 32; k += 8)
        put_byte(e, (unsigned char)(bits >> k & 255));
}

static bool are_bytes(const float *x, size_t n, float scale)
{
    for (size_t i = 0; i < n; i++)
        if (!(x[i] >= 0 && x[i] * scale <= 255 && x[i] * scale == rintf(x[i] * scale)))
            return false;
    return true;
}

/* What makes bytes of all of x, or 0: pixels are small multiples of a fraction. */
static int byte_scale(const float *x, size_t n)
{
    for (int scale = 1; scale < 256; scale *= 2)
        if (are_bytes(x, n, (float)scale))
            return scale;
    return 0;
}

void replay_put_reader(struct lrs_str *out)
{
    lrs_str_add(out, "\n\ndef floats(text):\n"
                     "    \"\"\"Numbers written as base64 of little-endian 32-bit floats.\"\"\"\n"
                     "    raw = base64.b64decode(text)\n"
                     "    return torch.tensor(struct.unpack(f\"<{len(raw) // 4}f\", raw))\n\n");
}

void replay_put_floats(const char *name, const float *x, size_t n, struct lrs_str *out)
{
    struct encoder e = {.out = out};
    int scale = byte_scale(x, n);
    lrs_str_addf(out, "%s = %s(\"\"\"\n", name,
                 scale ? "torch.tensor(list(base64.b64decode" : "floats");
    for (size_t i = 0; i < n; i++) {
        if (scale)
            put_byte(&e, (unsigned char)(x[i] * (float)scale));
        else
            put_float(&e, x[i]);
    }
    put_last(&e);
    if (scale)
        lrs_str_addf(out, "\"\"\"))) / %d.0\n", scale);
    else
        lrs_str_add(out, "\"\"\")\n");
}

/* Before an entry of a list: a blank, or a new line where LINE, which began at *FROM, is full. */
static void put_gap(size_t i, size_t *from, struct lrs_str *out)
{
    bool wrap = i > 0 && out->len - *from > LINE;
    if (wrap)
        *from = out->len;
    lrs_str_add(out, i == 0 ? "" : wrap ? "\n" : " ");
}

void replay_put_doubles(const char *name, const double *x, size_t n, struct lrs_str *out)
{
    size_t from = out->len;
    lrs_str_addf(out, "%s = torch.tensor([", name);
    for (size_t i = 0; i < n; i++) {
        put_gap(i, &from, out);
        lrs_python_real(x[i], out);
        lrs_str_add(out, i + 1 < n ? "," : "");
    }
    lrs_str_add(out, "], dtype=torch.float64)\n");
}

void replay_put_labels(const char *name, const int32_t *label, size_t n, struct lrs_str *out)
{
    lrs_str_addf(out, "%s = torch.tensor([int(c) for c in \"\"\"\n", name);
    size_t from = out->len;
    for (size_t i = 0; i < n; i++) {
        put_gap(i, &from, out);
        lrs_str_addf(out, "%d", (int)label[i]);
    }
    lrs_str_add(out, "\"\"\".split()])\n");
}
