noinst_LIBRARIES += %D%/liblrsrun.a
%C%_liblrsrun_a_SOURCES = \
  %D%/experiment.c \
  %D%/settings.c \
  %D%/warn.c
