/* Python as people have it in their training scripts: what the files that read it share.
 *
 * py_lex.c cuts the text into tokens, py_expr.c works out expressions (numbers now, those of a
 * lambda's variable as text of our own language, by py_value.c and py_math.c), py_call.c makes specs
 * of constructors with py_rows.c, paste.c finds the statements that matter. Nothing of it runs Python or Lua.
 *
 * Expressions and calls recurse to LRS_PY_DEPTH at most, and what one text may have worked out is
 * bounded by LRS_PY_WORK, as a name may stand for an expression that holds names. */
#ifndef LRS_PY_PRIV_H
#define LRS_PY_PRIV_H

#include "scene_priv.h"

enum { LRS_PY_DEPTH = 48, LRS_PY_WORK = 20000, LRS_PY_NAMES = 64, LRS_PY_TEXT = 64 << 10 };

enum lrs_py_what {
    LRS_PY_END,
    LRS_PY_NEWLINE, /* or ";": the end of a statement */
    LRS_PY_NAME,
    LRS_PY_NUMBER,
    LRS_PY_STRING,
    LRS_PY_SIGN, /* an operator or bracket, by its text */
};

struct lrs_py_token {
    enum lrs_py_what what;
    const char *s;
    size_t len;
    int line;
};

/* A place in the text and the token that begins there. Copying one is how to look ahead. */
struct lrs_py_scan {
    const char *at, *end; /* behind the token */
    int line, depth;      /* open brackets, in which line ends are blank */
    struct lrs_py_token t;
};

struct lrs_py_scan lrs_py_begin(const char *text, size_t len);
void lrs_py_next(struct lrs_py_scan *z);
/* Is the token at hand that name or sign? */
bool lrs_py_is(const struct lrs_py_scan *z, const char *text);
bool lrs_py_is_open(const struct lrs_py_scan *z);
/* From an opening bracket to behind the one that closes it; false where nothing does. */
bool lrs_py_skip_bracket(struct lrs_py_scan *z);
/* To the "," or the bracket that ends an argument, or to the end of the statement. */
void lrs_py_skip_argument(struct lrs_py_scan *z);
/* From the first name of "torch.optim.SGD" to behind the last, which *LAST gets. */
void lrs_py_skip_dotted(struct lrs_py_scan *z, struct lrs_py_token *last);

enum lrs_py_tag {
    LRS_PY_NONE, /* and nothing yet */
    LRS_PY_REAL,
    LRS_PY_BOOL,
    LRS_PY_TEXT_VALUE,
    LRS_PY_LIST,
    LRS_PY_SPEC,
    LRS_PY_CODE,    /* depends on the variable of the lambda around it */
    LRS_PY_LAMBDA,  /* a finished one: text is an expression of t */
    LRS_PY_UNKNOWN, /* text names what nobody here can know: "len(loader) and epochs" */
};

struct lrs_py_value {
    enum lrs_py_tag tag;
    double real; /* also of a bool */
    char *text;  /* owned */
    int rank;    /* CODE: how tightly its outermost operator binds in Lua */
    bool truth;  /* CODE: true or false rather than a number */
    size_t n;
    struct lrs_py_value *item;
    struct lrs_spec *spec;
    enum lrs_part part;
};

/* One reading. */
struct lrs_py {
    struct lrs_lua *lua;
    const struct lrs_chunk *chunk;
    struct lrs_err *err;
    struct lrs_py_scan z;
    struct lrs_py_token variable; /* of the lambda at work; len 0 = none */
    /* What the text assigns; each holds from the end of its statement on. */
    struct {
        struct lrs_py_token name; /* "lr", "self.lr" */
        struct lrs_py_scan value;
        const char *end;
    } name[LRS_PY_NAMES];
    int n_names;
    int depth, work;
    int specs, nested; /* constructors so far, and those at work */
    char path[160];
};

/* Puts place, line and path before the sentence; returns false. */
bool lrs_py_fail(struct lrs_py *p, const char *fmt, ...) LRS_PRINTF(2, 3);
/* The same for a sentence that is there, on LINE. */
bool lrs_py_refuse(struct lrs_py *p, int line);
size_t lrs_py_enter(struct lrs_py *p, const char *name);
void lrs_py_leave(struct lrs_py *p, size_t len);

/* py_value.c */
void lrs_py_clear(struct lrs_py_value *v);
/* The operator that the token at hand is, in order of precedence; NULL where it is none. */
struct lrs_py_operator;
const struct lrs_py_operator *lrs_py_operator(const struct lrs_py_scan *z);
int lrs_py_rank(const struct lrs_py_operator *op);
const struct lrs_py_operator *lrs_py_power(void); /* "**" */
bool lrs_py_is_comparison(const struct lrs_py_operator *op);
bool lrs_py_is_right(const struct lrs_py_operator *op); /* a ** b ** c = a ** (b ** c) */
enum { LRS_PY_RANK_NOT = 3, LRS_PY_RANK_COMPARE = 4, LRS_PY_RANK_MINUS = 7, LRS_PY_RANK_ATOM = 9 };
/* A becomes "A op B"; B is taken over. */
bool lrs_py_combine(struct lrs_py *p, const struct lrs_py_operator *op, struct lrs_py_value *a,
                    struct lrs_py_value *b);
bool lrs_py_negate(struct lrs_py *p, struct lrs_py_value *a);
bool lrs_py_not(struct lrs_py *p, struct lrs_py_value *a);
/* A becomes "A if IF else B"; both are taken over. */
bool lrs_py_select(struct lrs_py *p, struct lrs_py_value *a, struct lrs_py_value *condition,
                   struct lrs_py_value *b);
/* The body of a lambda that is complete: any number becomes text too. */
bool lrs_py_close_lambda(struct lrs_py *p, struct lrs_py_value *body);
/* *V, of which nothing is kept, becomes code, which it takes over, or a number. */
bool lrs_py_become_code(struct lrs_py *p, struct lrs_py_value *v, char *text, int rank, bool truth);
void lrs_py_become_real(struct lrs_py_value *v, double x, bool truth);
bool lrs_py_is_constant(const struct lrs_py_value *v);
/* A value that is needed as a number or a truth must be one; where it is unknown, *KNOWN becomes
 * false. */
bool lrs_py_check_numeric(struct lrs_py *p, const char *what, int len,
                          const struct lrs_py_value *v, bool *known);
/* *A becomes what neither it nor B can be known for. */
void lrs_py_join_unknown(struct lrs_py_value *a, const struct lrs_py_value *b);
/* Code of a number; true counts as 1. */
bool lrs_py_make_number(struct lrs_py *p, struct lrs_py_value *v);

/* py_math.c */
/* The function of mathematics that goes by that name, or NULL. */
struct lrs_py_function;
const struct lrs_py_function *lrs_py_function(const struct lrs_py_token *name);
/* *OUT becomes its value at the N ARGUMENTS, which stay the caller's. */
bool lrs_py_apply(struct lrs_py *p, const struct lrs_py_function *f,
                  struct lrs_py_value *arguments, size_t n, struct lrs_py_value *out);
/* pi, e, inf. */
bool lrs_py_constant(const struct lrs_py_token *name, double *x);

/* py_expr.c: the expression at p->z; *OUT is to be cleared by the caller, also on failure. */
bool lrs_py_expression(struct lrs_py *p, struct lrs_py_value *out);
/* "[a, b]": the values up to CLOSE. */
bool lrs_py_items(struct lrs_py *p, const char *close, struct lrs_py_value *out);
bool lrs_py_expect(struct lrs_py *p, const char *sign);
/* "WANTED expected, found 'x'"; returns false. */
bool lrs_py_unexpected(struct lrs_py *p, const char *wanted);
void lrs_py_found(const struct lrs_py_token *t, char out[48]);

/* py_rows.c */
/* Is V what nobody here can know? Then the sentence asks for it. */
bool lrs_py_is_unknown(struct lrs_py *p, const struct lrs_py_value *v);
/* Sets the row of SPEC, a kind of PART, to V, from which it takes specs. */
bool lrs_py_give(struct lrs_py *p, struct lrs_spec *spec, enum lrs_part part, int row,
                 struct lrs_py_value *v);

/* py_call.c */
/* The kind of which NAME is the constructor, and its part; NULL. */
const struct lrs_kind *lrs_py_kind(const struct lrs_py_token *name, enum lrs_part *part);
/* NAME is a constructor's; p->z stands on the "(" behind it. */
bool lrs_py_call(struct lrs_py *p, const struct lrs_py_token *name, struct lrs_py_value *out);

/* paste.c: the last kind of PART that the text makes, or NULL with a sentence. */
struct lrs_spec *lrs_py_spec(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                             struct lrs_err *err);

#endif
