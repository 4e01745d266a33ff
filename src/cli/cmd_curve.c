/* lrscope curve: the rate alone, row by row, without a model. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "cli.h"
#include "lrscope/mem.h"

/* What a plateau schedule sees: a number a line. */
struct metric {
    double *at;
    size_t n;
};

static bool parse_lines(FILE *f, const char *path, struct metric *m, struct lrs_err *err)
{
    char line[256];
    size_t room = 0;
    for (size_t n = 1; fgets(line, sizeof line, f); n++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (m->n == room) {
            m->at = lrs_resize(m->at, room, room ? 2 * room : 64, sizeof *m->at);
            room = room ? 2 * room : 64;
        }
        if (!lrs_number_parse(line, &m->at[m->n]))
            return lrs_fail(err, "%.200s:%zu: '%.40s' is not a number", path, n, line);
        m->n++;
    }
    return !ferror(f) || lrs_fail(err, "%.200s: %s", path, strerror(errno));
}

static bool read_metric(const char *path, struct metric *m, struct lrs_err *err)
{
    FILE *f = fopen(path, "r");
    if (!f)
        return lrs_fail(err, "--metric %.200s: %s", path, strerror(errno));
    bool ok = parse_lines(f, path, m, err);
    fclose(f);
    return ok;
}

/* Rows 0..N-1 need what is seen after ticks 0..N-2. */
static bool check_metric(const struct cli_args *args, const struct lrs_schedule *s,
                         const struct metric *m, struct lrs_err *err)
{
    if (!lrs_schedule_takes_metric(s))
        return true;
    if (!args->metric)
        return lrs_fail(err, "%s looks at the loss: give it one with --metric FILE",
                        s->class->kind.name);
    if ((int64_t)m->n < args->steps - 1)
        return lrs_fail(err, "%.200s has %zu line%s; %lld steps need %lld", args->metric, m->n,
                        m->n == 1 ? "" : "s", (long long)args->steps, (long long)args->steps - 1);
    return true;
}

static void write_rows(const struct cli_args *args, const struct lrs_schedule *s,
                       const struct metric *m, struct cli_out *out)
{
    static const char *const columns[] = {"step", "lr", "momentum"};
    bool momentum = lrs_schedule_drives_momentum(s);
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    struct lrs_table table;

    lrs_schedule_reset(s, state, args->lr);
    lrs_table_begin(&table, out->f, (enum lrs_format)args->format, columns, momentum ? 3 : 2);
    for (int64_t t = 0; t < args->steps && !cli_out_broken(out); t++) {
        struct lrs_cell_value cell[3] = {{.type = LRS_OUT_INT, .integer = t},
                                         {.type = LRS_OUT_REAL}};
        cell[1].real = lrs_schedule_rate(s, state, args->lr, (double)t);
        cell[2].real = lrs_schedule_momentum(s, state, (double)t);
        cell[2].type = isnan(cell[2].real) ? LRS_OUT_NONE : LRS_OUT_REAL;
        lrs_table_row(&table, cell);
        if ((size_t)t < m->n)
            lrs_schedule_observe(s, state, args->lr, (double)t, m->at[t]);
    }
    lrs_table_end(&table);
    lrs_free(state);
}

int cli_curve(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct metric metric = {0};
    struct cli_out out;
    struct lrs_schedule *s = NULL;
    int status = CLI_USAGE;
    struct lrs_lua *lua = lrs_lua_new(0);
    struct lrs_spec *spec = lrs_lua_spec(lua, LRS_SCHEDULE, args->operand, "SPEC", &err);

    bool ok = spec && lrs_spec_check(spec, &err) &&
              lrs_lua_tabulate_schedule(lua, spec, (double)args->steps, args->lr, &err) &&
              (!args->metric || read_metric(args->metric, &metric, &err));
    if (ok) {
        s = lrs_schedule_new(spec, (double)args->steps);
        ok = check_metric(args, s, &metric, &err);
    }
    if (ok) {
        cli_out_begin(&out, NULL, &err);
        write_rows(args, s, &metric, &out);
        ok = cli_out_end(&out, &err);
        status = ok ? CLI_DONE : CLI_FAILED;
    }
    lrs_schedule_free(s);
    lrs_spec_free(spec);
    lrs_lua_free(lua);
    lrs_free(metric.at);
    return ok ? CLI_DONE : cli_fail((enum cli_status)status, &err);
}
