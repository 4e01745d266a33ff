noinst_LIBRARIES += %D%/liblrsui.a
%C%_liblrsui_a_SOURCES = \
  %D%/ui_priv.h
