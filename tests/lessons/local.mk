if HAVE_CMOCKA
check_PROGRAMS += %D%/test_lessons
TESTS += %D%/test_lessons
%C%_test_lessons_SOURCES = %D%/test_lessons.c
%C%_test_lessons_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/src/ui $(CMOCKA_CFLAGS)
%C%_test_lessons_LDADD = $(FLOORS_ui) $(LIBS_ui) $(CHECK_LIBS)
endif
