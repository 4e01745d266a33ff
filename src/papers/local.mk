# The generator of the papers in doc/: not installed, built for `make check` and `make papers`.
check_PROGRAMS += %D%/papers
%C%_papers_SOURCES = \
  %D%/complete.c \
  %D%/curve.c \
  %D%/main.c \
  %D%/man.c \
  %D%/markdown.c \
  %D%/papers.h \
  %D%/words.c
%C%_papers_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/src/cli
%C%_papers_LDADD = $(FLOORS_cli) $(LIBS_cli)
