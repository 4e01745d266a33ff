noinst_HEADERS += %D%/plain_mlp.h
if HAVE_CMOCKA
check_PROGRAMS += %D%/test_mlp
TESTS += %D%/test_mlp
%C%_test_mlp_SOURCES = %D%/test_mlp.c
%C%_test_mlp_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_mlp_LDADD = $(FLOORS_model) $(LIBS_num) $(CHECK_LIBS)
endif
