noinst_LIBRARIES += %D%/liblrsnum.a
%C%_liblrsnum_a_SOURCES = \
  %D%/blas.c \
  %D%/cpu.c \
  %D%/denormals.c \
  %D%/init.c \
  %D%/loops.c \
  %D%/loops.h \
  %D%/loops_body.h \
  %D%/losses.c \
  %D%/num_plain.h \
  %D%/plain.c \
  %D%/products.c \
  %D%/products.h \
  %D%/products_body.h \
  %D%/stats.c
%C%_liblrsnum_a_CFLAGS = $(AM_CFLAGS) $(LOOP_CFLAGS) $(OPENBLAS_CFLAGS)
