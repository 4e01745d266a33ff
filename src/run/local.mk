noinst_LIBRARIES += %D%/liblrsrun.a
%C%_liblrsrun_a_SOURCES = \
  %D%/run_priv.h \
  %D%/album.c \
  %D%/apply.c \
  %D%/experiment.c \
  %D%/figure.c \
  %D%/finder.c \
  %D%/info.c \
  %D%/marks.c \
  %D%/picture.c \
  %D%/picture_priv.h \
  %D%/picture_rates.c \
  %D%/picture_step.c \
  %D%/picture_table.c \
  %D%/picture_weights.c \
  %D%/plan.c \
  %D%/policy.c \
  %D%/run.c \
  %D%/settings.c \
  %D%/step.c \
  %D%/suggest.c \
  %D%/timeline.c \
  %D%/trainer.c \
  %D%/warn.c
