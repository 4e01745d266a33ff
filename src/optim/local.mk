noinst_LIBRARIES += %D%/liblrsoptim.a
%C%_liblrsoptim_a_SOURCES = \
  %D%/adadelta.c \
  %D%/adadelta_body.h \
  %D%/adagrad.c \
  %D%/adagrad_body.h \
  %D%/adam.c \
  %D%/adam_body.h \
  %D%/adam_priv.h \
  %D%/adamax.c \
  %D%/adamax_body.h \
  %D%/adamw.c \
  %D%/kernels.h \
  %D%/kernels_levels.h \
  %D%/lion.c \
  %D%/lion_body.h \
  %D%/nadam.c \
  %D%/nadam_body.h \
  %D%/optim.c \
  %D%/optim_priv.h \
  %D%/radam.c \
  %D%/radam_body.h \
  %D%/registry.c \
  %D%/rmsprop.c \
  %D%/rmsprop_body.h \
  %D%/sgd.c \
  %D%/sgd_body.h
%C%_liblrsoptim_a_CFLAGS = $(AM_CFLAGS) $(LOOP_CFLAGS)
