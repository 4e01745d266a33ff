noinst_LIBRARIES += %D%/liblrsschedule.a
%C%_liblrsschedule_a_SOURCES = \
  %D%/schedule_priv.h \
  %D%/chained.c \
  %D%/children.c \
  %D%/constant.c \
  %D%/cosine.c \
  %D%/cyclic.c \
  %D%/exponential.c \
  %D%/invsqrt.c \
  %D%/lambda.c \
  %D%/log.c \
  %D%/multiplicative.c \
  %D%/onecycle.c \
  %D%/piecewise.c \
  %D%/plateau.c \
  %D%/poly.c \
  %D%/polynomial.c \
  %D%/rates_file.c \
  %D%/registry.c \
  %D%/rex.c \
  %D%/schedule.c \
  %D%/sequential.c \
  %D%/staircase.c \
  %D%/step.c \
  %D%/table.c \
  %D%/taxonomy.c \
  %D%/timedecay.c \
  %D%/warmupdecay.c \
  %D%/wsd.c
