noinst_LIBRARIES += %D%/liblrsschedule.a
%C%_liblrsschedule_a_SOURCES = \
  %D%/schedule_priv.h \
  %D%/chained.c \
  %D%/children.c \
  %D%/constant.c \
  %D%/cosine.c \
  %D%/cyclic.c \
  %D%/exponential.c \
  %D%/lambda.c \
  %D%/log.c \
  %D%/onecycle.c \
  %D%/plateau.c \
  %D%/polynomial.c \
  %D%/registry.c \
  %D%/schedule.c \
  %D%/sequential.c \
  %D%/step.c
