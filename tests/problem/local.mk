noinst_HEADERS += %D%/problem_check.h

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_csv %D%/test_data_path %D%/test_datasets %D%/test_landscapes
TESTS += %D%/test_csv %D%/test_data_path %D%/test_datasets %D%/test_landscapes

%C%_test_csv_SOURCES = %D%/test_csv.c
%C%_test_csv_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_csv_LDADD = $(FLOORS_problem) $(LIBS_num) $(CHECK_LIBS)

%C%_test_data_path_SOURCES = %D%/test_data_path.c
%C%_test_data_path_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_data_path_LDADD = $(FLOORS_problem) $(LIBS_num) $(CHECK_LIBS)

%C%_test_datasets_SOURCES = %D%/test_datasets.c
%C%_test_datasets_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_datasets_LDADD = $(FLOORS_problem) $(LIBS_num) $(CHECK_LIBS)

%C%_test_landscapes_SOURCES = %D%/test_landscapes.c
%C%_test_landscapes_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_landscapes_LDADD = $(FLOORS_problem) $(LIBS_num) $(CHECK_LIBS)
endif
