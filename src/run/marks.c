/* Marks: the latest things that happened, oldest first, in one array that moves down when full. */
#include <stdio.h>
#include <string.h>

#include "run_priv.h"

void marks_add(struct marks *m, int64_t step, enum lrs_mark_kind kind, const char *text)
{
    if (m->n == 2 * LRS_MARKS_MAX) {
        memmove(m->at, m->at + LRS_MARKS_MAX + 1, (LRS_MARKS_MAX - 1) * sizeof *m->at);
        m->n = LRS_MARKS_MAX - 1;
    }
    struct lrs_mark *mark = &m->at[m->n++];
    *mark = (struct lrs_mark){.step = step, .kind = kind};
    snprintf(mark->text, sizeof mark->text, "%s", text);
}

void marks_edit(struct marks *m, int64_t step, const char *text)
{
    const char *arrow = strstr(text, " -> ");
    int i = m->n - 1;
    while (i >= 0 && m->at[i].kind != LRS_MARK_EDIT)
        i--;
    if (i >= 0 && arrow && strncmp(m->at[i].text, text, (size_t)(arrow - text) + 4) == 0)
        snprintf(m->at[i].text, sizeof m->at[i].text, "%s", text);
    else
        marks_add(m, step, LRS_MARK_EDIT, text);
}

void marks_cut(struct marks *m, int64_t step)
{
    int kept = 0;
    for (int i = 0; i < m->n; i++)
        if (m->at[i].step < step || m->at[i].kind == LRS_MARK_EDIT)
            m->at[kept++] = m->at[i];
    m->n = kept;
}

const struct lrs_mark *lrs_run_marks(const struct lrs_run *run, int *n)
{
    const struct marks *m = &run->marks;
    *n = m->n < LRS_MARKS_MAX ? m->n : LRS_MARKS_MAX;
    return m->at + m->n - *n;
}
