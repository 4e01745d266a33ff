noinst_LIBRARIES += %D%/liblrsbase.a
%C%_liblrsbase_a_SOURCES = \
  %D%/err.c \
  %D%/key.c \
  %D%/mem.c \
  %D%/number.c \
  %D%/param.c \
  %D%/param_move.c \
  %D%/param_text.c \
  %D%/registry.c \
  %D%/registry_check.c \
  %D%/rng.c \
  %D%/series.c \
  %D%/spec.c \
  %D%/spec_path.c \
  %D%/text.c \
  %D%/utf8.c \
  %D%/utf8_width.c \
  %D%/value.c
