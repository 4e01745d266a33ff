noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES = \
  %D%/export_priv.h \
  %D%/file.c \
  %D%/image.c \
  %D%/image_ansi.c \
  %D%/image_priv.h \
  %D%/image_svg.c \
  %D%/json.c \
  %D%/planned.c \
  %D%/python.c \
  %D%/pytorch.c \
  %D%/replay.c \
  %D%/replay_data.c \
  %D%/replay_numbers.c \
  %D%/replay_priv.h \
  %D%/replay_random.c \
  %D%/table.c
