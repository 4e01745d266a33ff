/* Many independent pieces of work on a few threads: each takes the next number until none is left. */
#include <pthread.h>
#include <stdatomic.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

struct crew {
    atomic_int next;
    int n;
    void (*fn)(void *arg, int i);
    void *arg;
};

static void *labour(void *arg)
{
    struct crew *crew = arg;
    for (;;) {
        int i = atomic_fetch_add(&crew->next, 1);
        if (i >= crew->n)
            return NULL;
        crew->fn(crew->arg, i);
    }
}

void lrs_parallel(int jobs, int n, void (*fn)(void *arg, int i), void *arg)
{
    struct crew crew = {.n = n, .fn = fn, .arg = arg};
    atomic_init(&crew.next, 0);
    if (jobs < 0)
        jobs = processors();
    if (jobs > n)
        jobs = n;
    int extra = jobs > 1 ? jobs - 1 : 0, started = 0; /* this thread works, too */
    pthread_t *threads = LRS_ARRAY(pthread_t, (size_t)extra);
    while (started < extra && pthread_create(&threads[started], NULL, labour, &crew) == 0)
        started++;
    labour(&crew);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    lrs_free(threads);
}
