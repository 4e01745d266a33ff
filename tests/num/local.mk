noinst_HEADERS += %D%/numbers.h
check_PROGRAMS += %D%/print_core
%C%_print_core_SOURCES = %D%/print_core.c
%C%_print_core_LDADD = $(FLOORS_num) $(LIBS_num)
TESTS += %D%/test_blas_setup.sh
EXTRA_DIST += %D%/test_blas_setup.sh
if HAVE_CMOCKA
check_PROGRAMS += %D%/test_loops %D%/test_matmul %D%/test_stats
TESTS += %D%/test_loops %D%/test_matmul %D%/test_stats
%C%_test_loops_SOURCES = %D%/test_loops.c
%C%_test_loops_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_loops_LDADD = $(FLOORS_num) $(LIBS_num) $(CHECK_LIBS)
%C%_test_matmul_SOURCES = %D%/test_matmul.c
%C%_test_matmul_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_matmul_LDADD = $(FLOORS_num) $(LIBS_num) $(CHECK_LIBS)
%C%_test_stats_SOURCES = %D%/test_stats.c
%C%_test_stats_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_stats_LDADD = $(FLOORS_num) $(LIBS_num) $(CHECK_LIBS)
endif
