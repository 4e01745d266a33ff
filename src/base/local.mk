noinst_LIBRARIES += %D%/liblrsbase.a
%C%_liblrsbase_a_SOURCES = \
  %D%/err.c \
  %D%/key.c \
  %D%/mem.c \
  %D%/number.c \
  %D%/rng.c \
  %D%/text.c \
  %D%/utf8.c \
  %D%/utf8_width.c
