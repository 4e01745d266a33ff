noinst_HEADERS += %D%/stage.h
EXTRA_DIST += %D%/keys.lrs %D%/choose.lrs %D%/finder.lrs %D%/sizes.lrs
