noinst_LIBRARIES += %D%/liblrsengine.a
%C%_liblrsengine_a_SOURCES = \
  %D%/engine_priv.h \
  %D%/engine.c \
  %D%/log.c \
  %D%/pace.c \
  %D%/parallel.c \
  %D%/slot.c \
  %D%/snapshot.c \
  %D%/trials.c \
  %D%/worker.c
