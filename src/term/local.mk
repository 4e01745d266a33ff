noinst_LIBRARIES += %D%/liblrsterm.a
%C%_liblrsterm_a_SOURCES = \
  %D%/term_priv.h \
  %D%/check.c \
  %D%/colour.c \
  %D%/decode.c \
  %D%/guard.c \
  %D%/loop.c \
  %D%/picture.c \
  %D%/screen.c
%C%_liblrsterm_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
