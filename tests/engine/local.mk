if HAVE_CMOCKA
noinst_HEADERS += %D%/rig.h

check_PROGRAMS += %D%/test_pace
TESTS += %D%/test_pace
%C%_test_pace_SOURCES = %D%/test_pace.c
%C%_test_pace_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_pace_LDADD = $(FLOORS_engine) $(CHECK_LIBS) $(LIBS_engine)

check_PROGRAMS += %D%/test_engine
TESTS += %D%/test_engine
%C%_test_engine_SOURCES = %D%/test_engine.c
%C%_test_engine_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_engine_LDADD = $(FLOORS_engine) $(CHECK_LIBS) $(LIBS_engine)

check_PROGRAMS += %D%/test_threads
TESTS += %D%/test_threads
%C%_test_threads_SOURCES = %D%/test_threads.c
%C%_test_threads_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_threads_LDADD = $(FLOORS_engine) $(CHECK_LIBS) $(LIBS_engine)
endif
