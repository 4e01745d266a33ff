if HAVE_CMOCKA
check_PROGRAMS += %D%/test_decode
TESTS += %D%/test_decode
%C%_test_decode_SOURCES = %D%/test_decode.c
%C%_test_decode_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_decode_LDADD = src/term/liblrsterm.a $(FLOORS_base) $(CHECK_LIBS)

if HAVE_VTERM
check_PROGRAMS += %D%/fake_ui %D%/test_instrument %D%/test_term
TESTS += %D%/test_instrument %D%/test_term
%C%_fake_ui_SOURCES = %D%/fake_ui.c
%C%_fake_ui_LDADD = src/term/liblrsterm.a src/draw/liblrsdraw.a $(FLOORS_base) $(NCURSES_LIBS) \
  $(PTHREAD_LIBS)
%C%_test_instrument_SOURCES = %D%/test_instrument.c %D%/pty.c %D%/pty.h
%C%_test_instrument_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)
%C%_test_instrument_LDADD = $(FLOORS_base) $(CHECK_LIBS) $(VTERM_LIBS)
%C%_test_term_SOURCES = %D%/test_term.c %D%/pty.c %D%/pty.h
%C%_test_term_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)
%C%_test_term_LDADD = $(CHECK_LIBS) $(VTERM_LIBS)
endif
endif
