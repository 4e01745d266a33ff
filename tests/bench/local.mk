# Measurements, not tests: built by `make tests/bench/bench_step tests/bench/bench_draw`.
EXTRA_PROGRAMS += %D%/bench_step
EXTRA_DIST += %D%/bench_step.py
%C%_bench_step_SOURCES = %D%/bench_step.c
%C%_bench_step_CPPFLAGS = $(AM_CPPFLAGS) -DBENCH_SOURCE_DIR='"$(abs_top_srcdir)"'
%C%_bench_step_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS)
%C%_bench_step_LDADD = src/model/liblrsmodel.a src/optim/liblrsoptim.a $(FLOORS_num) $(LIBS_num)
CLEANFILES += %D%/bench_step

EXTRA_PROGRAMS += %D%/bench_draw
%C%_bench_draw_SOURCES = %D%/bench_draw.c
%C%_bench_draw_LDADD = $(FLOORS_ui) $(LIBS_ui)
CLEANFILES += %D%/bench_draw
