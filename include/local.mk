noinst_HEADERS += \
  %D%/lrscope/canvas.h \
  %D%/lrscope/cpu.h \
  %D%/lrscope/engine.h \
  %D%/lrscope/err.h \
  %D%/lrscope/experiment.h \
  %D%/lrscope/export.h \
  %D%/lrscope/finder.h \
  %D%/lrscope/image.h \
  %D%/lrscope/key.h \
  %D%/lrscope/mem.h \
  %D%/lrscope/model.h \
  %D%/lrscope/num.h \
  %D%/lrscope/optim.h \
  %D%/lrscope/param.h \
  %D%/lrscope/plot.h \
  %D%/lrscope/problem.h \
  %D%/lrscope/rng.h \
  %D%/lrscope/run.h \
  %D%/lrscope/scene.h \
  %D%/lrscope/schedule.h \
  %D%/lrscope/series.h \
  %D%/lrscope/spec.h \
  %D%/lrscope/term.h \
  %D%/lrscope/text.h \
  %D%/lrscope/theme.h \
  %D%/lrscope/ui.h \
  %D%/lrscope/value.h
