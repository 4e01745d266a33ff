/* The tables themselves under test: every defect that a kind's author can make in a row, found by
 * walking the registry once. */
#include <ctype.h>
#include <math.h>
#include <stdalign.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/spec.h"

static bool is_identifier(const char *s)
{
    if (!s || !(isalpha((unsigned char)*s) || *s == '_'))
        return false;
    while (isalnum((unsigned char)*s) || *s == '_')
        s++;
    return *s == '\0';
}

/* Begins with a capital (or a symbol), ends with a full stop, on one line. */
static bool is_sentence(const char *s)
{
    size_t n = s ? strlen(s) : 0;
    return n >= 10 && !islower((unsigned char)s[0]) && s[0] != ' ' && s[n - 1] == '.' &&
           !strpbrk(s, "\n\t");
}

static bool is_ascii(const char *s)
{
    while (*s && (unsigned char)*s < 0x80)
        s++;
    return *s == '\0';
}

static bool is_whole(double x)
{
    return isinf(x) || x == floor(x);
}

static bool is_number_type(enum lrs_type t)
{
    return t == LRS_TYPE_REAL || t == LRS_TYPE_INT || t == LRS_TYPE_REALS || t == LRS_TYPE_INTS;
}

static bool check_range(const struct lrs_param *p, struct lrs_err *err)
{
    bool whole = p->type == LRS_TYPE_INT || p->type == LRS_TYPE_INTS;
    if (!(p->lo < p->hi))
        return lrs_fail(err, "its range is empty: lo must be below hi");
    if (whole && !(is_whole(p->lo) && is_whole(p->hi)))
        return lrs_fail(err, "the range of whole numbers has ends that are not whole");
    if (p->flags & LRS_LOG && !(p->lo >= 0))
        return lrs_fail(err, "a logarithmic row must not go below 0");
    if (p->flags & LRS_LOG ? p->nudge != 0 && !(p->nudge > 1) : !(p->nudge >= 0))
        return lrs_fail(err, "its nudge leads nowhere");
    if (whole && !(p->flags & LRS_LOG) && !is_whole(p->nudge))
        return lrs_fail(err, "the nudge of a whole number is not whole");
    return true;
}

static bool check_choices(const struct lrs_param *p, struct lrs_err *err)
{
    int n = lrs_param_choices(p);
    if (n < 2)
        return lrs_fail(err, "a choice needs two choices at least");
    for (int i = 0; i < n; i++) {
        if (!p->choices[i].help || !*p->choices[i].help)
            return lrs_fail(err, "choice %s has no help", p->choices[i].name);
        for (int k = 0; k < i; k++) {
            if (lrs_text_equal_nocase(p->choices[i].name, p->choices[k].name))
                return lrs_fail(err, "choice %s stands there twice", p->choices[i].name);
        }
    }
    return true;
}

static bool check_list(const struct lrs_param *p, struct lrs_err *err)
{
    if (p->min_len < 0 || p->max_len < 0 || (p->max_len > 0 && p->max_len < p->min_len))
        return lrs_fail(err, "its lengths contradict each other");
    if ((p->def_len > 0) != (p->def_list != NULL))
        return lrs_fail(err, "def_list and def_len contradict each other");
    return true;
}

static bool check_default(const struct lrs_param *p, struct lrs_err *err)
{
    if (p->type == LRS_TYPE_SPECS)
        return true; /* starts empty, whatever the least length is */
    if ((p->type == LRS_TYPE_TEXT || p->type == LRS_TYPE_FUNC) && !p->def_text &&
        !(p->flags & LRS_OPTIONAL))
        return lrs_fail(err, "it has no def_text");
    struct lrs_value v = lrs_param_default(p);
    bool ok = lrs_param_check(p, &v, err);
    lrs_value_clear(&v);
    return ok || lrs_fail_prefix(err, "its default: ");
}

static bool check_row(const struct lrs_param *p, struct lrs_err *err)
{
    if (!is_identifier(p->name))
        return lrs_fail(err, "its name is not an identifier");
    if (!is_sentence(p->help))
        return lrs_fail(err, "its help is not a sentence");
    if (is_number_type(p->type) && !check_range(p, err))
        return false;
    if (p->type == LRS_TYPE_CHOICE && !check_choices(p, err))
        return false;
    if (!(p->fit >= 0) || (p->fit > 0 && p->type != LRS_TYPE_INT && p->type != LRS_TYPE_INTS))
        return lrs_fail(err, "only whole numbers can be fitted to a horizon");
    return check_list(p, err) && check_default(p, err);
}

struct field {
    size_t size, align;
};

static struct field field_of(enum lrs_type type)
{
#define FIELD(T)                                                                                   \
    (struct field)                                                                                 \
    {                                                                                              \
        sizeof(T), alignof(T)                                                                      \
    }
    switch (type) {
    case LRS_TYPE_REAL:
        return FIELD(double);
    case LRS_TYPE_INT:
        return FIELD(int64_t);
    case LRS_TYPE_BOOL:
        return FIELD(bool);
    case LRS_TYPE_CHOICE:
        return FIELD(int);
    case LRS_TYPE_TEXT:
        return FIELD(const char *);
    case LRS_TYPE_REALS:
    case LRS_TYPE_INTS:
        return FIELD(struct lrs_reals);
    case LRS_TYPE_SPECS:
        return FIELD(struct lrs_specs);
    case LRS_TYPE_FUNC:
        return FIELD(const struct lrs_func *);
    }
    LRS_BUG("a row has type %d", (int)type);
}

static bool check_offset(const struct lrs_kind *kind, int i, struct lrs_err *err)
{
    const struct lrs_param *p = &kind->params[i];
    struct field f = field_of(p->type);
    if (p->offset % f.align != 0)
        return lrs_fail(err, "its offset is not aligned");
    if (p->offset + f.size > kind->size)
        return lrs_fail(err, "its field ends outside the compiled struct");
    for (int k = 0; k < i; k++) {
        const struct lrs_param *q = &kind->params[k];
        struct field g = field_of(q->type);
        if (p->offset < q->offset + g.size && q->offset < p->offset + f.size)
            return lrs_fail(err, "its field overlaps that of %s", q->name);
    }
    return true;
}

/* Every name by which row I goes must find row I and no other. */
static bool check_names(const struct lrs_kind *kind, int i, struct lrs_err *err)
{
    const struct lrs_param *p = &kind->params[i];
    struct lrs_str all = {0};
    lrs_str_addf(&all, "%s %s %s", p->name, p->aliases ? p->aliases : "",
                 p->symbol ? p->symbol : "");
    const char *clash = NULL;
    for (int k = 0; k < kind->n_params && !clash; k++) {
        const struct lrs_param *q = &kind->params[k];
        if (k != i && (lrs_text_has_word(lrs_str_text(&all), q->name) ||
                       (q->symbol && lrs_text_has_word(lrs_str_text(&all), q->symbol))))
            clash = q->name;
        for (const char *s = q->aliases; k != i && s && *s;) {
            struct lrs_str alias = {0};
            size_t n = strcspn(s, " ");
            lrs_str_addn(&alias, s, n);
            if (lrs_text_has_word(lrs_str_text(&all), lrs_str_text(&alias)))
                clash = q->name;
            lrs_str_clear(&alias);
            s += n + strspn(s + n, " ");
        }
    }
    lrs_str_clear(&all);
    return clash ? lrs_fail(err, "it shares a name with %s", clash) : true;
}

static bool check_rows(const struct lrs_kind *kind, struct lrs_err *err)
{
    int positional = 0, of_children = 0;
    for (int i = 0; i < kind->n_params; i++) {
        const struct lrs_param *p = &kind->params[i];
        positional += !!(p->flags & LRS_POSITIONAL);
        of_children += p->type == LRS_TYPE_SPECS;
        if (!check_row(p, err) || !check_names(kind, i, err) || !check_offset(kind, i, err))
            return lrs_fail_prefix(err, "row %s: ", p->name ? p->name : "without a name");
    }
    if (positional > 1)
        return lrs_fail(err, "more than one row goes by position");
    return of_children <= 1 || lrs_fail(err, "more than one row holds children");
}

static bool check_words(const struct lrs_kind *kind, struct lrs_err *err)
{
    if (!is_identifier(kind->id) || !is_identifier(kind->name))
        return lrs_fail(err, "its id or name is not an identifier");
    if (!kind->title || !*kind->title)
        return lrs_fail(err, "it has no title");
    if (!is_sentence(kind->summary))
        return lrs_fail(err, "its summary is not a sentence");
    if (!is_sentence(kind->when))
        return lrs_fail(err, "when to use it is not a sentence");
    if (!kind->source || !*kind->source)
        return lrs_fail(err, "it has no source");
    if ((kind->formula != NULL) != (kind->formula_ascii != NULL))
        return lrs_fail(err, "a formula needs both its forms");
    return !kind->formula_ascii || is_ascii(kind->formula_ascii) ||
           lrs_fail(err, "its formula_ascii is not ASCII");
}

/* A kind with all defaults must be valid, except that children have to be given. */
static bool check_bare(const struct lrs_kind *kind, struct lrs_err *err)
{
    int row = lrs_spec_children_row(kind);
    if (row >= 0 && kind->params[row].min_len > 0)
        return true;
    struct lrs_spec *spec = lrs_spec_new(kind);
    bool ok = lrs_spec_check(spec, err);
    lrs_spec_free(spec);
    return ok || lrs_fail_prefix(err, "with all defaults: ");
}

/* Each name of kind I must find kind I. */
static bool check_found(const struct lrs_registry *reg, int i, struct lrs_err *err)
{
    const struct lrs_kind *kind = reg->kinds[i];
    struct lrs_str all = {0};
    lrs_str_addf(&all, "%s %s %s", kind->id, kind->name, kind->aliases ? kind->aliases : "");
    bool ok = true;
    for (const char *s = lrs_str_text(&all); *s && ok;) {
        struct lrs_str word = {0};
        size_t n = strcspn(s, " ");
        lrs_str_addn(&word, s, n);
        const struct lrs_kind *found = lrs_registry_find(reg, lrs_str_text(&word), NULL);
        if (found != kind)
            ok = lrs_fail(err, "'%s' finds %s", lrs_str_text(&word),
                          found ? found->name : "nothing");
        lrs_str_clear(&word);
        s += n + strspn(s + n, " ");
    }
    lrs_str_clear(&all);
    return ok;
}

bool lrs_registry_check(const struct lrs_registry *reg, struct lrs_err *err)
{
    for (int i = 0; reg->kinds[i]; i++) {
        const struct lrs_kind *kind = reg->kinds[i];
        if (!check_words(kind, err) || !check_rows(kind, err) || !check_found(reg, i, err) ||
            !check_bare(kind, err))
            return lrs_fail_prefix(err, "%s %s: ", reg->noun, kind->name ? kind->name : "?");
    }
    return true;
}
