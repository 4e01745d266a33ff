noinst_HEADERS += %D%/sched.h
EXTRA_DIST += tests/reference/schedules_golden.tsv

if HAVE_CMOCKA
schedule_tests = %D%/test_kinds %D%/test_golden %D%/test_values %D%/test_plateau %D%/test_containers \
  %D%/test_chain \
  %D%/test_libraries \
  %D%/test_laws \
  %D%/test_python \
  %D%/test_table \
  %D%/test_taxonomy
check_PROGRAMS += $(schedule_tests)
TESTS += $(schedule_tests)
%C%_test_kinds_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_kinds_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_chain_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_chain_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_libraries_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_libraries_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_golden_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_golden_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_values_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_values_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_plateau_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_plateau_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_containers_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_containers_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_laws_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_laws_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_python_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_python_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_taxonomy_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_taxonomy_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
%C%_test_table_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_table_LDADD = $(FLOORS_schedule) $(CHECK_LIBS)
endif
