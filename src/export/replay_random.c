/* The generator of base/rng.c in Python, so that a replay draws the same order of rows and the same
 * noise however long the run is, in a few lines in place of megabytes of drawn numbers. */
#include "replay_priv.h"

#include <inttypes.h>

static const char generator[] =
    "\nclass Random:\n"
    "    \"\"\"lrscope's random numbers: xoshiro256** of Blackman and Vigna.\"\"\"\n\n"
    "    def __init__(self, *state):\n"
    "        self.s = list(state)\n\n"
    "    def next(self):\n"
    "        s, mask = self.s, 2 ** 64 - 1\n"
    "        product = s[1] * 5 & mask\n"
    "        result = (product << 7 | product >> 57) * 9 & mask\n"
    "        shifted = s[1] << 17 & mask\n"
    "        s[2] ^= s[0]\n"
    "        s[3] ^= s[1]\n"
    "        s[1] ^= s[2]\n"
    "        s[0] ^= s[3]\n"
    "        s[2] ^= shifted\n"
    "        s[3] = (s[3] << 45 | s[3] >> 19) & mask\n"
    "        return result\n";

static const char normals[] = "\n    def uniform(self):  # 0 to below 1\n"
                              "        return (self.next() >> 11) * 2.0 ** -53\n\n"
                              "    def normal(self):  # by Box and Muller\n"
                              "        radius = math.sqrt(-2.0 * math.log(1.0 - self.uniform()))\n"
                              "        return radius * math.cos(2.0 * math.pi * self.uniform())\n";

static const char orders[] = "\n    def below(self, n):  # 0 to n - 1, by Lemire\n"
                             "        product = self.next() * n\n"
                             "        while product % 2 ** 64 < 2 ** 64 % n:\n"
                             "            product = self.next() * n\n"
                             "        return product >> 64\n\n"
                             "    def order(self, n):  # of n rows, by Fisher and Yates\n"
                             "        order = list(range(n))\n"
                             "        for i in range(n - 1, 0, -1):\n"
                             "            j = self.below(i + 1)\n"
                             "            order[i], order[j] = order[j], order[i]\n"
                             "        return order\n";

void replay_put_random(bool of_rows, struct lrs_str *out)
{
    lrs_str_add(out, generator);
    lrs_str_add(out, of_rows ? orders : normals);
}

void replay_put_stream(const char *name, const struct lrs_rng *rng, struct lrs_str *out)
{
    lrs_str_addf(out, "%s = Random(", name);
    for (int i = 0; i < 4; i++)
        lrs_str_addf(out, "%s0x%016" PRIx64, i ? ", " : "", rng->s[i]);
    lrs_str_add(out, ")\n");
}
