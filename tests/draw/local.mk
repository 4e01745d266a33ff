EXTRA_DIST += %D%/golden

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_canvas %D%/test_axes %D%/test_chart %D%/test_look %D%/test_vision
TESTS += %D%/test_canvas %D%/test_axes %D%/test_chart %D%/test_look %D%/test_vision

%C%_test_canvas_SOURCES = %D%/test_canvas.c
%C%_test_canvas_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_canvas_LDADD = $(FLOORS_draw) $(CHECK_LIBS)

%C%_test_axes_SOURCES = %D%/test_axes.c
%C%_test_axes_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_axes_LDADD = $(FLOORS_draw) $(CHECK_LIBS)

%C%_test_chart_SOURCES = %D%/test_chart.c
%C%_test_chart_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_chart_LDADD = $(FLOORS_draw) $(CHECK_LIBS)

%C%_test_look_SOURCES = %D%/test_look.c
%C%_test_look_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_look_LDADD = $(FLOORS_draw) $(CHECK_LIBS)

%C%_test_vision_SOURCES = %D%/test_vision.c
%C%_test_vision_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_vision_LDADD = $(FLOORS_draw) $(CHECK_LIBS)
endif
