noinst_HEADERS += %D%/stage.h %D%/still.h
EXTRA_DIST += %D%/keys.lrs %D%/choose.lrs %D%/finder.lrs %D%/sizes.lrs

if HAVE_CMOCKA
ui_test_cflags = $(AM_CFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/src/ui $(CMOCKA_CFLAGS)
ui_test_ldadd = $(FLOORS_ui) $(LIBS_ui) $(CHECK_LIBS)

check_PROGRAMS += %D%/test_actions
TESTS += %D%/test_actions
%C%_test_actions_SOURCES = %D%/test_actions.c
%C%_test_actions_CFLAGS = $(ui_test_cflags)
%C%_test_actions_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_chooser
TESTS += %D%/test_chooser
%C%_test_chooser_SOURCES = %D%/test_chooser.c
%C%_test_chooser_CFLAGS = $(ui_test_cflags)
%C%_test_chooser_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_big
TESTS += %D%/test_big
%C%_test_big_SOURCES = %D%/test_big.c
%C%_test_big_CFLAGS = $(ui_test_cflags)
%C%_test_big_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_edit
TESTS += %D%/test_edit
%C%_test_edit_SOURCES = %D%/test_edit.c
%C%_test_edit_CFLAGS = $(ui_test_cflags)
%C%_test_edit_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_explain
TESTS += %D%/test_explain
%C%_test_explain_SOURCES = %D%/test_explain.c
%C%_test_explain_CFLAGS = $(ui_test_cflags)
%C%_test_explain_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_prompt
TESTS += %D%/test_prompt
%C%_test_prompt_SOURCES = %D%/test_prompt.c
%C%_test_prompt_CFLAGS = $(ui_test_cflags)
%C%_test_prompt_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_finder_ui
TESTS += %D%/test_finder_ui
%C%_test_finder_ui_SOURCES = %D%/test_finder_ui.c
%C%_test_finder_ui_CFLAGS = $(ui_test_cflags)
%C%_test_finder_ui_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_screen
TESTS += %D%/test_screen
%C%_test_screen_SOURCES = %D%/test_screen.c
%C%_test_screen_CFLAGS = $(ui_test_cflags)
%C%_test_screen_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_charts
TESTS += %D%/test_charts
%C%_test_charts_SOURCES = %D%/test_charts.c
%C%_test_charts_CFLAGS = $(ui_test_cflags)
%C%_test_charts_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_keys
TESTS += %D%/test_keys
%C%_test_keys_SOURCES = %D%/test_keys.c
%C%_test_keys_CFLAGS = $(ui_test_cflags)
%C%_test_keys_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_lesson
TESTS += %D%/test_lesson
%C%_test_lesson_SOURCES = %D%/test_lesson.c
%C%_test_lesson_CFLAGS = $(ui_test_cflags)
%C%_test_lesson_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_script
TESTS += %D%/test_script
%C%_test_script_SOURCES = %D%/test_script.c
%C%_test_script_CFLAGS = $(ui_test_cflags)
%C%_test_script_LDADD = $(ui_test_ldadd)
endif

EXTRA_DIST += %D%/golden

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_pictures
TESTS += %D%/test_pictures
%C%_test_pictures_SOURCES = %D%/test_pictures.c
%C%_test_pictures_CFLAGS = $(ui_test_cflags)
%C%_test_pictures_LDADD = $(ui_test_ldadd)

check_PROGRAMS += %D%/test_views
TESTS += %D%/test_views
%C%_test_views_SOURCES = %D%/test_views.c
%C%_test_views_CFLAGS = $(ui_test_cflags)
%C%_test_views_LDADD = $(ui_test_ldadd)
endif
