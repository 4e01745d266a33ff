/* Values as Python writes them, and what all writers of code ask of a spec. */
#include "export_priv.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

void lrs_python_real(double x, struct lrs_str *out)
{
    char buf[LRS_NUMBER_MAX];
    lrs_number_exact(buf, x);
    if (!isfinite(x))
        lrs_str_addf(out, "float(\"%s\")", buf);
    else
        lrs_str_addf(out, "%s%s", buf, strpbrk(buf, ".e") ? "" : ".0");
}

void python_text(const char *text, struct lrs_str *out)
{
    lrs_json_text(out, text); /* its escapes are Python's, too */
}

static void print_list(const struct lrs_param *p, const struct lrs_reals *list, struct lrs_str *out)
{
    lrs_str_add(out, "[");
    for (size_t i = 0; i < list->n; i++) {
        lrs_str_add(out, i ? ", " : "");
        if (p->type == LRS_TYPE_INTS)
            lrs_str_addf(out, "%.0f", list->at[i]);
        else
            lrs_python_real(list->at[i], out);
    }
    lrs_str_add(out, "]");
}

void lrs_python_value(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out)
{
    switch (v->tag) {
    case LRS_UNSET:
        lrs_str_add(out, "None");
        break;
    case LRS_REAL:
        lrs_python_real(v->real, out);
        break;
    case LRS_INT:
        lrs_str_addf(out, "%" PRId64, v->integer);
        break;
    case LRS_BOOL:
        lrs_str_add(out, v->flag ? "True" : "False");
        break;
    case LRS_CHOICE:
        python_text(p->choices[v->choice].name, out);
        break;
    case LRS_TEXT:
        python_text(v->text, out);
        break;
    case LRS_REALS:
        print_list(p, &v->reals, out);
        break;
    case LRS_FUNC: /* a file of numbers; other functions are never said as a value */
        print_list(p, &(struct lrs_reals){.n = v->func->n, .at = v->func->at}, out);
        break;
    case LRS_SPECS:
        LRS_BUG("row %s has no plain value", p->name);
    }
}

void python_indent(const char *text, int indent, struct lrs_str *out)
{
    while (*text) {
        size_t len = strcspn(text, "\n");
        if (len > 0)
            lrs_str_addf(out, "%*s", indent, "");
        lrs_str_addn(out, text, len);
        lrs_str_add(out, "\n");
        text += len + (text[len] == '\n');
    }
}

/* The bytes of TEXT's first line that fit: up to the last blank before the edge, else up to the next. */
static size_t line_length(const char *text, size_t width)
{
    size_t len = strcspn(text, "\n"), at = len;
    if (len <= width)
        return len;
    for (at = width; at > 0 && text[at] != ' '; at--)
        ;
    return at > 0 ? at : strcspn(text, " \n");
}

void python_comment(const char *text, int indent, struct lrs_str *out)
{
    enum { PAGE = 79, MARK = 2 };
    while (*text) {
        size_t len = line_length(text, (size_t)(PAGE - MARK - indent));
        lrs_str_addf(out, "%*s%s", indent, "", len ? "# " : "#");
        lrs_str_addn(out, text, len);
        lrs_str_add(out, "\n");
        text += len + (text[len] != '\0');
    }
}

static bool is_name(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool python_uses(const char *text, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = text; (at = strstr(at, name)); at += len)
        if ((at == text || !is_name(at[-1])) && !is_name(at[len]))
            return true;
    return false;
}

bool python_is_default(const struct lrs_param *p, const struct lrs_value *v)
{
    struct lrs_value def = lrs_param_default(p);
    bool same = lrs_value_equal(v, &def);
    lrs_value_clear(&def);
    return same;
}

const char *semantics_of(const struct lrs_spec *spec)
{
    for (int i = 0; i < spec->kind->n_params; i++)
        if (!strcmp(spec->kind->params[i].name, "semantics"))
            return spec->kind->params[i].choices[spec->at[i].choice].name;
    return "torch";
}

const struct lrs_specs *code_children(const struct lrs_spec *spec)
{
    static const struct lrs_specs none;
    int row = lrs_spec_children_row(spec->kind);
    return row < 0 || spec->at[row].tag != LRS_SPECS ? &none : &spec->at[row].specs;
}

bool code_is(const struct lrs_spec *spec, const char *kind)
{
    return strcmp(spec->kind->name, kind) == 0;
}
