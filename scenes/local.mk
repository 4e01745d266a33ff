scenesdir = $(pkgdatadir)/scenes
dist_scenes_DATA = \
  %D%/adaptive.lua \
  %D%/cosine.lua \
  %D%/custom.lua \
  %D%/cyclic.lua \
  %D%/exponential.lua \
  %D%/finder.lua \
  %D%/fixed.lua \
  %D%/plateau.lua \
  %D%/polynomial.lua \
  %D%/restarts.lua \
  %D%/start.lua \
  %D%/step.lua \
  %D%/warmup.lua
lessonsdir = $(scenesdir)/lessons
dist_lessons_DATA = \
  %D%/lessons/01-fixed-rate.lua \
  %D%/lessons/02-why-decay.lua \
  %D%/lessons/03-step.lua \
  %D%/lessons/04-exponential.lua \
  %D%/lessons/05-polynomial.lua \
  %D%/lessons/06-cosine.lua \
  %D%/lessons/07-warm-restarts.lua \
  %D%/lessons/08-cyclical.lua \
  %D%/lessons/09-adaptive.lua \
  %D%/lessons/10-warmup.lua \
  %D%/lessons/11-finder.lua \
  %D%/lessons/12-plateau.lua \
  %D%/lessons/13-own-schedule.lua \
  %D%/lessons/14-one-cycle.lua \
  %D%/lessons/15-unit.lua \
  %D%/lessons/16-two-questions.lua \
  %D%/lessons/17-batch.lua
EXTRA_DIST += %D%/README.md
scenesdatadir = $(pkgdatadir)/scenes/data
dist_scenesdata_DATA = \
  %D%/data/README.md \
  %D%/data/digits.csv \
  %D%/data/iris.csv
