noinst_HEADERS += %D%/mutants.h %D%/scenes.h
EXTRA_DIST += \
  %D%/hostile.txt \
  %D%/hostile_scenes.txt \
  %D%/corpus/all.lua \
  %D%/corpus/function.lua \
  %D%/corpus/lesson.lua \
  %D%/corpus/nested.lua \
  %D%/corpus/plain.lua \
  %D%/corpus/calls.py \
  %D%/corpus/lambdas.py \
  %D%/corpus/script.py \
  %D%/corpus/strange.lua

if HAVE_CMOCKA
scene_tests = %D%/test_spec %D%/test_errors %D%/test_set %D%/test_tabulate %D%/test_files \
  %D%/test_hostile %D%/test_fuzz %D%/test_paste %D%/test_fuzz_py %D%/test_write %D%/test_code
check_PROGRAMS += $(scene_tests)
TESTS += $(scene_tests)
%C%_test_spec_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_spec_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_errors_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_errors_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_set_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_set_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_tabulate_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_tabulate_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_files_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_files_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_hostile_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_hostile_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_fuzz_py_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_fuzz_py_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_paste_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_paste_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_fuzz_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_fuzz_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_code_SOURCES = %D%/test_code.c %D%/code_cases.h
%C%_test_code_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_code_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
%C%_test_write_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_write_LDADD = $(FLOORS_scene) $(LIBS_scene) $(CHECK_LIBS)
endif
