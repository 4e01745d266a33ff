/* Table: a list of rates, from the text or from a file, each for so many ticks or joined by straight
 * lines. Beyond the end of the list its last value holds. */
#include "schedule_priv.h"

enum table_interpolate { HOLD, STRAIGHT };
enum table_of { OF_RATE, OF_FACTOR };

struct table {
    struct lrs_reals values;
    const struct lrs_func *file; /* takes the place of values */
    int64_t every;
    int interpolate, of;
};

/* The numbers in force; none where nobody read the file. */
static struct lrs_reals numbers(const struct table *c)
{
    return c->file ? (struct lrs_reals){.n = c->file->n, .at = c->file->at} : c->values;
}

static double table_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct table *c = s->cfg;
    struct lrs_reals v = numbers(c);
    double x = t / (double)c->every;
    (void)state;
    if (v.n == 0)
        return (double)NAN;
    size_t i = (size_t)fmin(floor(x), (double)(v.n - 1));
    double rate = v.at[i];
    if (c->interpolate == STRAIGHT && i < v.n - 1)
        rate += (v.at[i + 1] - rate) * (x - (double)i);
    return c->of == OF_FACTOR ? base * rate : rate;
}

static double table_end(const struct lrs_schedule *s)
{
    const struct table *c = s->cfg;
    double n = (double)numbers(c).n, every = (double)c->every;
    return fmax(0, c->interpolate == STRAIGHT ? (n - 1) * every : n * every - 1);
}

static bool table_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    if (lrs_spec_get(spec, "file")->tag != LRS_UNSET || lrs_spec_get(spec, "values")->reals.n > 0)
        return true;
    return lrs_fail(err, "a table needs values, or a file that has them");
}

/* Four levels, from the base rate down. */
static void table_fit(struct lrs_spec *spec, double horizon, double base)
{
    double values[4] = {base, base / 2, base / 5, base / 10};
    (void)horizon;
    lrs_schedule_put(spec, "values", lrs_value_reals(values, 4));
}

static const double default_values[] = {0.1, 0.05, 0.02, 0.01};

static const struct lrs_choice interpolations[] = {
    {"hold", "each value holds until the next"},
    {"linear", "straight lines from value to value"},
    {NULL, NULL},
};
static const struct lrs_choice meanings[] = {
    {"rate", "the values are rates; the optimizer's own rate is not used"},
    {"factor", "the values are multiplied by the optimizer's rate"},
    {NULL, NULL},
};

static const struct lrs_param table_rows[] = {
    {.name = "values",
     .help = "The rates, one after another.",
     LRS_AT_REALS(struct table, values),
     .flags = LRS_POSITIONAL | LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def_list = default_values,
     .def_len = 4},
    {.name = "every",
     .aliases = "step_size",
     .help = "The ticks from one value to the next.",
     .unit = "ticks",
     LRS_AT_INT(struct table, every),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 1,
     .fit = 0.25},
    {.name = "interpolate",
     .help = "What lies between two values.",
     LRS_AT_CHOICE(struct table, interpolate),
     .choices = interpolations},
    {.name = "of",
     .help = "What the values are.",
     LRS_AT_CHOICE(struct table, of),
     .choices = meanings},
    {.name = "file",
     .help = "A CSV file that takes the place of values: one column of rates, or a column lr among "
             "others, as lrscope curve prints them.",
     LRS_AT_FUNC(struct table, file),
     .flags = LRS_OPTIONAL | LRS_FILE | LRS_ADVANCED},
};

const struct lrs_schedule_class lrs_table_class = {
    .kind =
        {
            .id = "table",
            .name = "Table",
            .title = "A table of rates",
            .formula = "η(t) = values[⌊t/every⌋]",
            .formula_ascii = "lr(t) = values[floor(t / every)]",
            .summary = "The rates stand in a list or a file; after the last one nothing changes "
                       "any more.",
            .when = "When the rates come from elsewhere: a log, a paper, another program.",
            .tips = "Table{file=\"rates.csv\"} replays what lrscope curve or your own training has "
                    "written. PiecewiseConstant takes values for stretches of different length.",
            .source = "lrscope",
            .params = table_rows,
            .n_params = LRS_N_ROWS(table_rows),
            .size = sizeof(struct table),
            .check = table_check,
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_INTERVALS,
    .direction = LRS_EITHER_WAY,
    .law = "a table",
    .python = "rates = values if file is None else file\n"
              "i = min(t // every, len(rates) - 1)\n"
              "rate = rates[i]\n"
              "if interpolate == \"linear\" and i < len(rates) - 1:\n"
              "    rate += (rates[i + 1] - rate) * (t / every - i)\n"
              "return lr * rate if of == \"factor\" else rate",
    .lead = "every",
    .rate = table_rate,
    .end = table_end,
    .fit = table_fit,
};
