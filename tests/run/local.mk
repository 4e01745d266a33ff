if HAVE_CMOCKA
noinst_HEADERS += %D%/lab.h

check_PROGRAMS += %D%/test_experiment
TESTS += %D%/test_experiment
%C%_test_experiment_SOURCES = %D%/test_experiment.c
%C%_test_experiment_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_experiment_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_run
TESTS += %D%/test_run
%C%_test_run_SOURCES = %D%/test_run.c
%C%_test_run_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_run_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_apply
TESTS += %D%/test_apply
%C%_test_apply_SOURCES = %D%/test_apply.c
%C%_test_apply_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_apply_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_policy
TESTS += %D%/test_policy
%C%_test_policy_SOURCES = %D%/test_policy.c
%C%_test_policy_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_policy_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_landscape
TESTS += %D%/test_landscape
%C%_test_landscape_SOURCES = %D%/test_landscape.c
%C%_test_landscape_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_landscape_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_finder
TESTS += %D%/test_finder
%C%_test_finder_SOURCES = %D%/test_finder.c
%C%_test_finder_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_finder_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_picture
TESTS += %D%/test_picture
%C%_test_picture_SOURCES = %D%/test_picture.c
%C%_test_picture_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_picture_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_timeline
TESTS += %D%/test_timeline
%C%_test_timeline_SOURCES = %D%/test_timeline.c
%C%_test_timeline_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_timeline_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)

check_PROGRAMS += %D%/test_progress
TESTS += %D%/test_progress
%C%_test_progress_SOURCES = %D%/test_progress.c
%C%_test_progress_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_progress_LDADD = $(FLOORS_run) $(CHECK_LIBS) $(LIBS_run)
endif
