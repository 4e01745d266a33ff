/* Numbers to and from text, always with a dot, whatever the locale of the process: files must read
 * the same everywhere. */
#include "config.h"

#include "lrscope/text.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t plain;

static void make_plain(void)
{
    plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/* Makes the C locale the calling thread's; returns what it was. */
static locale_t enter_plain(void)
{
    pthread_once(&once, make_plain);
    return plain ? uselocale(plain) : (locale_t)0;
}

static void leave_plain(locale_t before)
{
    if (before)
        uselocale(before);
}

/* inf, -inf and nan (whose sign says nothing); false for finite numbers. */
static bool print_special(char buf[LRS_NUMBER_MAX], double x)
{
    if (isfinite(x))
        return false;
    strcpy(buf, isnan(x) ? "nan" : x > 0 ? "inf" : "-inf");
    return true;
}

static bool reads_back(char buf[LRS_NUMBER_MAX], double x, int digits)
{
    snprintf(buf, LRS_NUMBER_MAX, "%.*g", digits < 17 ? digits : 17, x);
    return strtod(buf, NULL) == x;
}

/* At a power of two the doubles below lie twice as close as those above: the 16 digits nearest to x
 * may read as the one below while the next ones up, further away, still read as x (2^-24 is
 * 5.960464477539063e-08). None of these powers is near 1, so that the exponent is always written. */
static bool next_up_reads_back(char buf[LRS_NUMBER_MAX], double x)
{
    snprintf(buf, LRS_NUMBER_MAX, "%.15e", fabs(x));
    char *fraction = buf + 2, *e = strchr(buf, 'e') + 1;
    long long digits = (buf[0] - '0') * 1000000000000000LL + strtoll(fraction, NULL, 10) + 1;
    long exponent = strtol(e, NULL, 10);
    snprintf(buf, LRS_NUMBER_MAX, "%s%lld.%015llde%+03ld", signbit(x) ? "-" : "",
             digits / 1000000000000000LL, digits % 1000000000000000LL, exponent);
    return strtod(buf, NULL) == x;
}

/* A decimal of at most 15 digits survives the way through a double, so that 15 digits (without
 * their trailing zeros, as %g prints) are the shortest where they suffice. Denormals have fewer
 * digits and are searched from one on. */
char *lrs_number_exact(char buf[LRS_NUMBER_MAX], double x)
{
    if (print_special(buf, x))
        return buf;
    locale_t before = enter_plain();
    int digits = fabs(x) < DBL_MIN && x != 0.0 ? 1 : 15;
    while (digits < 17 && !reads_back(buf, x, digits))
        digits++;
    if (digits == 17) {
        int exponent;
        bool power_of_two = fabs(frexp(x, &exponent)) == 0.5;
        if (!power_of_two || !next_up_reads_back(buf, x))
            reads_back(buf, x, 17);
    }
    leave_plain(before);
    return buf;
}

/* "1e-07" to "1e-7", "1e+20" to "1e20". */
static void shorten_exponent(char *buf)
{
    char *e = strchr(buf, 'e');
    if (!e)
        return;
    long exponent = strtol(e + 1, NULL, 10);
    snprintf(e + 1, LRS_NUMBER_MAX - (size_t)(e + 1 - buf), "%ld", exponent);
}

char *lrs_number_pretty(char buf[LRS_NUMBER_MAX], double x, int digits)
{
    if (print_special(buf, x))
        return buf;
    digits = digits < 1 ? 1 : digits > 17 ? 17 : digits;
    locale_t before = enter_plain();
    double a = fabs(x);
    if (a >= 1e3 && a < 999999.5 && a >= pow(10.0, digits) - 0.5)
        snprintf(buf, LRS_NUMBER_MAX, "%.0f", x);
    else
        snprintf(buf, LRS_NUMBER_MAX, "%.*g", digits, x + 0.0);
    leave_plain(before);
    shorten_exponent(buf);
    return strcmp(buf, "-0") ? buf : strcpy(buf, "0");
}

double lrs_number_round(double x, int digits)
{
    char buf[LRS_NUMBER_MAX + 8];
    if (!isfinite(x))
        return x;
    digits = digits < 1 ? 1 : digits > 17 ? 17 : digits;
    locale_t before = enter_plain();
    snprintf(buf, sizeof buf, "%.*e", digits - 1, x);
    double y = strtod(buf, NULL);
    leave_plain(before);
    return y;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* strtod() also takes hexadecimal and nan(...), which no file of ours means. */
static bool looks_decimal(const char *s)
{
    s += *s == '-' || *s == '+';
    if (lrs_text_equal_nocase(s, "inf") || lrs_text_equal_nocase(s, "infinity") ||
        lrs_text_equal_nocase(s, "nan"))
        return true;
    return *s && strspn(s, "0123456789.eE+-") == strlen(s);
}

bool lrs_number_parse(const char *text, double *x)
{
    char word[512]; /* enough for every digit that can matter in practice */
    while (is_space(*text))
        text++;
    size_t n = strlen(text);
    while (n > 0 && is_space(text[n - 1]))
        n--;
    if (n == 0 || n >= sizeof word)
        return false;
    memcpy(word, text, n);
    word[n] = '\0';
    if (!looks_decimal(word))
        return false;
    char *end;
    locale_t before = enter_plain();
    double value = strtod(word, &end);
    leave_plain(before);
    if (*end || (isinf(value) && !strpbrk(word, "nN")))
        return false; /* not all of it, or a number beyond the largest double */
    *x = value;
    return true;
}
