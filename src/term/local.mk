noinst_LIBRARIES += %D%/liblrsterm.a
%C%_liblrsterm_a_SOURCES =
%C%_liblrsterm_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)
