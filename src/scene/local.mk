noinst_LIBRARIES += %D%/liblrsscene.a
%C%_liblrsscene_a_SOURCES = \
  %D%/convert.c \
  %D%/convert_priv.h \
  %D%/convert_spec.c \
  %D%/claim.c \
  %D%/eval.c \
  %D%/fields.c \
  %D%/fields.h \
  %D%/file.c \
  %D%/kinds.c \
  %D%/lesson.c \
  %D%/lesson_priv.h \
  %D%/lesson_read.c \
  %D%/lesson_set.c \
  %D%/lex.c \
  %D%/library.c \
  %D%/paste.c \
  %D%/py_call.c \
  %D%/py_expr.c \
  %D%/py_lex.c \
  %D%/py_math.c \
  %D%/py_priv.h \
  %D%/py_rows.c \
  %D%/py_value.c \
  %D%/sandbox.c \
  %D%/scene.c \
  %D%/scene_priv.h \
  %D%/set.c \
  %D%/spec.c \
  %D%/tabulate.c \
  %D%/write.c \
  %D%/write_rows.c
%C%_liblrsscene_a_CFLAGS = $(AM_CFLAGS) $(LUA_CFLAGS)
