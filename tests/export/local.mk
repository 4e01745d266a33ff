if HAVE_CMOCKA
check_PROGRAMS += %D%/test_export
TESTS += %D%/test_export
%C%_test_export_SOURCES = %D%/test_export.c
%C%_test_export_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_export_LDADD = src/export/liblrsexport.a $(FLOORS_base) $(CHECK_LIBS)
endif
