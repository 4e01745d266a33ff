noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES = \
  %D%/code.c \
  %D%/code_priv.h \
  %D%/export_priv.h \
  %D%/expr.c \
  %D%/expr.h \
  %D%/expr_parse.c \
  %D%/file.c \
  %D%/image.c \
  %D%/image_ansi.c \
  %D%/image_priv.h \
  %D%/image_svg.c \
  %D%/json.c \
  %D%/keras.c \
  %D%/library.c \
  %D%/library.h \
  %D%/library_optimizers.c \
  %D%/optax.c \
  %D%/plain.c \
  %D%/planned.c \
  %D%/planned_table.c \
  %D%/plateau.c \
  %D%/prune.c \
  %D%/python.c \
  %D%/pytorch.c \
  %D%/pytorch_notes.c \
  %D%/pytorch_optimizer.c \
  %D%/pytorch_priv.h \
  %D%/replay.c \
  %D%/replay_data.c \
  %D%/replay_numbers.c \
  %D%/replay_priv.h \
  %D%/replay_random.c \
  %D%/table.c
