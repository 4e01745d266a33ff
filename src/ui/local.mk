noinst_LIBRARIES += %D%/liblrsui.a
%C%_liblrsui_a_SOURCES = \
  %D%/act_chart.c \
  %D%/act_choose.c \
  %D%/act_param.c \
  %D%/act_rest.c \
  %D%/act_run.c \
  %D%/actions.c \
  %D%/chooser.c \
  %D%/compare.c \
  %D%/complete.c \
  %D%/draw.c \
  %D%/edit.c \
  %D%/entry.c \
  %D%/finder_ui.c \
  %D%/hints.c \
  %D%/layout.c \
  %D%/model.c \
  %D%/prompt.c \
  %D%/refresh.c \
  %D%/script.c \
  %D%/share.c \
  %D%/switch.c \
  %D%/ui_act.h \
  %D%/ui_priv.h \
  %D%/update.c \
  %D%/view_bars.c \
  %D%/view_chart.c \
  %D%/view_chooser.c \
  %D%/view_compare.c \
  %D%/view_control.c \
  %D%/view_finder.c \
  %D%/view_help.c \
  %D%/view_loss.c \
  %D%/view_lr.c \
  %D%/view_parts.c \
  %D%/view_picture.c \
  %D%/view_priv.h
