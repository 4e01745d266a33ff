scenesdir = $(pkgdatadir)/scenes
dist_scenes_DATA =
scenesdatadir = $(pkgdatadir)/scenes/data
dist_scenesdata_DATA = %D%/data/README.md %D%/data/digits.csv %D%/data/iris.csv
