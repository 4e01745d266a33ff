noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES = \
  %D%/code.c \
  %D%/export_priv.h \
  %D%/expr.c \
  %D%/expr.h \
  %D%/expr_parse.c \
  %D%/file.c \
  %D%/json.c \
  %D%/plain.c \
  %D%/planned.c \
  %D%/plateau.c \
  %D%/python.c \
  %D%/pytorch.c \
  %D%/pytorch_notes.c \
  %D%/pytorch_optimizer.c \
  %D%/pytorch_priv.h \
  %D%/table.c
