noinst_HEADERS += %D%/bundled.h

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_scenes %D%/test_start
TESTS += %D%/test_scenes %D%/test_start

%C%_test_scenes_SOURCES = %D%/test_scenes.c
%C%_test_scenes_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_scenes_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)

%C%_test_start_SOURCES = %D%/test_start.c
%C%_test_start_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_start_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
endif
