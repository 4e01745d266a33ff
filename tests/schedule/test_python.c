/* Every kind's law in Python says what its law in C says: each `python` of the registry is run under
 * an interpreter, over many values of its rows, and must give the same rates to 1e-12. Kinds without
 * one are listed. Skips, with a word, where there is no Python. */
#include "sched.h"

#include <unistd.h>

#include "lrscope/rng.h"

enum { CASES = 24, TICKS = 90 };

static struct lrs_rng dice;

/* Values that a user could have put in. */
static double number_for(const struct lrs_param *p)
{
    bool whole = p->type == LRS_TYPE_INT;
    double hi = isfinite(p->hi) ? p->hi : p->usual > 0 ? p->usual : fmax(4 * p->def, 2);
    double x = p->lo + lrs_rng_uniform(&dice) * (fmin(hi, whole ? 40 : hi) - p->lo);
    return whole ? round(x) : lrs_number_round(x, 3);
}

static void change_row(struct lrs_spec *spec, int row)
{
    const struct lrs_param *p = &spec->kind->params[row];
    double u = lrs_rng_uniform(&dice);
    if (p->flags & LRS_OPTIONAL && u < 0.5)
        lrs_value_clear(&spec->at[row]);
    else if (p->type == LRS_TYPE_CHOICE)
        put(spec, p->name, floor(u * lrs_param_choices(p)));
    else if (p->type == LRS_TYPE_BOOL)
        put(spec, p->name, u < 0.5);
    else if (p->type == LRS_TYPE_REAL || p->type == LRS_TYPE_INT) {
        double x = number_for(p);
        if (lrs_param_holds(p, x)) /* rounding may reach an open end */
            put(spec, p->name, x);
    }
}

/* Fitted to the horizon, then turned here and there; NULL where the values do not go together. */
static struct lrs_spec *make_case(const struct lrs_kind *kind, int i, double horizon)
{
    struct lrs_spec *spec = lrs_spec_new(kind);
    struct lrs_err err = {{0}};
    if (i > 0)
        lrs_schedule_fit(spec, horizon, 0.1);
    for (int row = 0; row < kind->n_params; row++)
        if (i > 1 && lrs_rng_uniform(&dice) < 0.6)
            change_row(spec, row);
    if (lrs_spec_check(spec, &err))
        return spec;
    lrs_spec_free(spec);
    return NULL;
}

/* -- the script -------------------------------------------------------------------------------- */

static void say_real(double x, FILE *out)
{
    char text[LRS_NUMBER_MAX];
    lrs_number_exact(text, x);
    fprintf(out, "%s%s", text, strpbrk(text, ".en") ? "" : ".0");
}

static void say_list(const struct lrs_param *p, const struct lrs_reals *list, FILE *out)
{
    fputs("[", out);
    for (size_t i = 0; i < list->n; i++, fputs(", ", out)) {
        if (p->type == LRS_TYPE_INTS)
            fprintf(out, "%.0f", list->at[i]);
        else
            say_real(list->at[i], out);
    }
    fputs("]", out);
}

static void say_value(const struct lrs_param *p, const struct lrs_value *v, FILE *out)
{
    switch (v->tag) {
    case LRS_REAL:
        say_real(v->real, out);
        break;
    case LRS_INT:
        fprintf(out, "%lld", (long long)v->integer);
        break;
    case LRS_BOOL:
        fputs(v->flag ? "True" : "False", out);
        break;
    case LRS_CHOICE:
        fprintf(out, "'%s'", p->choices[v->choice].name);
        break;
    case LRS_REALS:
        say_list(p, &v->reals, out);
        break;
    default:
        fputs("None", out);
    }
}

static int n_functions;

/* Defines the law of SPEC, its children first, as a function of t; returns its number, or -1 where
 * some part has no law in Python. */
static int say_law(const struct lrs_spec *spec, double base, double horizon, FILE *out)
{
    const struct lrs_schedule_class *class = lrs_schedule_class(spec);
    int row = lrs_spec_children_row(spec->kind), child[8] = {0};
    size_t n = row >= 0 ? spec->at[row].specs.n : 0;
    assert_true(n <= 8);
    if (!class->python)
        return -1;
    for (size_t i = 0; i < n; i++) {
        double part = lrs_schedule_child_horizon(spec, i, horizon);
        child[i] = say_law(spec->at[row].specs.at[i], base, part, out);
        if (child[i] < 0)
            return -1;
    }
    fprintf(out, "def law%d(t):\n    T = %.0f\n    lr = ", n_functions, horizon);
    say_real(base, out);
    for (int i = 0; i < spec->kind->n_params; i++) {
        if (i == row)
            continue;
        fprintf(out, "\n    %s = ", spec->kind->params[i].name);
        say_value(&spec->kind->params[i], &spec->at[i], out);
    }
    if (row >= 0) {
        fprintf(out, "\n    children = %zu\n    child = lambda i, t: [", n);
        for (size_t i = 0; i < n; i++)
            fprintf(out, "law%d, ", child[i]);
        fputs("][i](t)", out);
    }
    fputs("\n    ", out);
    for (const char *s = class->python; *s; s++) {
        putc(*s, out);
        if (*s == '\n')
            fputs("    ", out);
    }
    fputs("\n", out);
    return n_functions++;
}

/* What C says. False where some rate is beyond Python's arithmetic, which raises instead. */
static bool say_rates(const struct lrs_spec *spec, double base, double horizon, int law, FILE *out)
{
    struct sched x = sched_open(lrs_spec_copy(spec), base, horizon);
    struct lrs_str name = {0};
    bool finite = true;
    for (int t = 0; t < TICKS; t++)
        finite = finite && isfinite(sched_rate(&x, t));
    lrs_spec_print(spec, true, &name);
    if (finite) {
        fprintf(out, "check(law%d, '''%s''', [", law, lrs_str_text(&name));
        for (int t = 0; t < TICKS; t++, fputs(", ", out))
            say_real(sched_rate(&x, t), out);
        fputs("])\n", out);
    }
    lrs_str_clear(&name);
    sched_close(&x);
    return finite;
}

/* The cases of one kind; how many there are. */
static int say_kind(const struct lrs_kind *kind, FILE *out)
{
    static const double horizons[] = {40, 1, 7, 64, 80, 100};
    int said = 0;
    for (int i = 0; i < CASES; i++) {
        double horizon = horizons[i % 6], base = i % 2 ? 0.3 : 0.1;
        struct lrs_spec *spec = make_case(kind, i, horizon);
        if (!spec)
            continue;
        int law = say_law(spec, base, horizon, out);
        said += law >= 0 && say_rates(spec, base, horizon, law, out);
        lrs_spec_free(spec);
    }
    return said;
}

static const char prelude[] =
    "import math\n"
    "bad = 0\n"
    "def check(law, name, want):\n"
    "    global bad\n"
    "    for t, w in enumerate(want):\n"
    "        try:\n"
    "            got = law(t)\n"
    "        except Exception as e:\n"
    "            got = e\n"
    "        if not (isinstance(got, (int, float)) and abs(got - w) <= 1e-12 * abs(w) + 1e-18):\n"
    "            bad += 1\n"
    "            if bad <= 20:\n"
    "                print('%s, t %d: Python %r, C %r' % (name, t, got, w))\n"
    "            break\n";

/* -- the interpreter --------------------------------------------------------------------------- */

static const char *interpreter(void)
{
    const char *names[] = {getenv("LRSCOPE_PYTHON"), "python3", "/usr/bin/python3"};
    static char command[4096];
    for (int i = 0; i < 3; i++) {
        if (!names[i] || !*names[i])
            continue;
        snprintf(command, sizeof command, "'%s' -c 'import math' 2>/dev/null", names[i]);
        if (system(command) == 0)
            return names[i];
    }
    return NULL;
}

static const char *python;

static void run(const char *script)
{
    char command[4096], line[1024];
    struct lrs_str said = {0};
    snprintf(command, sizeof command, "'%s' '%s' 2>&1", python, script);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    while (fgets(line, sizeof line, in))
        lrs_str_add(&said, line);
    int status = pclose(in);
    unlink(script);
    if (status != 0 || said.len > 0)
        fail_msg("status %d\n%s", status, lrs_str_text(&said));
    lrs_str_clear(&said);
}

static void same_in_python(void **state)
{
    char name[SCRATCH_MAX];
    int fd = mkstemp(scratch_name(name, "laws"));
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    (void)state;
    assert_non_null(out);
    lrs_rng_seed(&dice, 1, "python");
    fputs(prelude, out);
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        const struct lrs_schedule_class *class = (const void *)*k;
        if (!class->python)
            print_message("%s has no law in Python\n", (*k)->name);
        else if (say_kind(*k, out) < 2)
            fail_msg("%s: too few cases", (*k)->name);
    }
    fputs("raise SystemExit(bad > 0)\n", out);
    assert_int_equal(fclose(out), 0);
    run(name);
}

/* Only a kind with a state or with a function of the user's may go without. */
static void nothing_is_left_out(void **state)
{
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        const struct lrs_schedule_class *class = (const void *)*k;
        bool may = class->state_size > 0;
        for (int i = 0; i < (*k)->n_params; i++)
            may = may || (*k)->params[i].type == LRS_TYPE_FUNC;
        if (!class->python && !may)
            fail_msg("%s has no law in Python", (*k)->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_in_python),
        cmocka_unit_test(nothing_is_left_out),
    };
    python = interpreter();
    if (!python) {
        puts("1..0 # SKIP no Python here");
        return 0; /* to the TAP driver another status is an error */
    }
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
