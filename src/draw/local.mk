noinst_LIBRARIES += %D%/liblrsdraw.a
%C%_liblrsdraw_a_SOURCES = \
  %D%/draw_priv.h \
  %D%/ascii.c \
  %D%/axis.c \
  %D%/canvas.c \
  %D%/digits.c \
  %D%/dots.c \
  %D%/fold.c \
  %D%/map.c \
  %D%/plot.c \
  %D%/print.c \
  %D%/range.c \
  %D%/text.c \
  %D%/theme.c \
  %D%/ticks.c
