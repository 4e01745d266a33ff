scenesdir = $(pkgdatadir)/scenes
dist_scenes_DATA =
scenesdatadir = $(pkgdatadir)/scenes/data
dist_scenesdata_DATA =
