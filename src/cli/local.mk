bin_PROGRAMS += lrscope
lrscope_SOURCES = \
  %D%/cli.h \
  %D%/list.h \
  %D%/cmd_curve.c \
  %D%/cmd_find.c \
  %D%/cmd_instrument.c \
  %D%/cmd_list.c \
  %D%/cmd_run.c \
  %D%/cmd_snapshot.c \
  %D%/commands.c \
  %D%/list_json.c \
  %D%/look.c \
  %D%/main.c \
  %D%/options.c \
  %D%/output.c \
  %D%/scene_args.c
lrscope_LDADD = $(FLOORS_term) $(LIBS_term)
