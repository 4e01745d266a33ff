noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES = \
  %D%/file.c \
  %D%/json.c \
  %D%/table.c
