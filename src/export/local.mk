noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES = \
  %D%/file.c \
  %D%/image.c \
  %D%/image_ansi.c \
  %D%/image_priv.h \
  %D%/image_svg.c \
  %D%/json.c \
  %D%/table.c
