bin_PROGRAMS += lrscope
lrscope_SOURCES = %D%/main.c
lrscope_LDADD = $(FLOORS_cli) $(LIBS_cli)

# Apart from main, so that the generator of the papers reads the same tables.
noinst_LIBRARIES += %D%/liblrscli.a
%C%_liblrscli_a_SOURCES = \
  %D%/cli.h \
  %D%/list.h \
  %D%/cmd_curve.c \
  %D%/cmd_export.c \
  %D%/cmd_find.c \
  %D%/cmd_instrument.c \
  %D%/cmd_list.c \
  %D%/cmd_notes.c \
  %D%/cmd_run.c \
  %D%/cmd_snapshot.c \
  %D%/commands.c \
  %D%/list_json.c \
  %D%/look.c \
  %D%/options.c \
  %D%/output.c \
  %D%/scene_args.c
