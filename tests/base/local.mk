if HAVE_CMOCKA
base_tests = \
  %D%/test_err \
  %D%/test_key \
  %D%/test_move \
  %D%/test_number \
  %D%/test_param \
  %D%/test_registry \
  %D%/test_rng \
  %D%/test_series \
  %D%/test_spec \
  %D%/test_text
check_PROGRAMS += $(base_tests)
TESTS += $(base_tests)
base_test_cflags = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
base_test_libs = $(FLOORS_base) $(CHECK_LIBS)

%C%_test_err_SOURCES = %D%/test_err.c
%C%_test_err_CFLAGS = $(base_test_cflags)
%C%_test_err_LDADD = $(base_test_libs)
%C%_test_key_SOURCES = %D%/test_key.c
%C%_test_key_CFLAGS = $(base_test_cflags)
%C%_test_key_LDADD = $(base_test_libs)
%C%_test_move_SOURCES = %D%/test_move.c
%C%_test_move_CFLAGS = $(base_test_cflags)
%C%_test_move_LDADD = $(base_test_libs)
%C%_test_number_SOURCES = %D%/test_number.c
%C%_test_number_CFLAGS = $(base_test_cflags)
%C%_test_number_LDADD = $(base_test_libs)
%C%_test_param_SOURCES = %D%/test_param.c
%C%_test_param_CFLAGS = $(base_test_cflags)
%C%_test_param_LDADD = $(base_test_libs)
%C%_test_registry_SOURCES = %D%/test_registry.c
%C%_test_registry_CFLAGS = $(base_test_cflags)
%C%_test_registry_LDADD = $(base_test_libs)
%C%_test_rng_SOURCES = %D%/test_rng.c
%C%_test_rng_CFLAGS = $(base_test_cflags)
%C%_test_rng_LDADD = $(base_test_libs)
%C%_test_series_SOURCES = %D%/test_series.c
%C%_test_series_CFLAGS = $(base_test_cflags)
%C%_test_series_LDADD = $(base_test_libs)
%C%_test_spec_SOURCES = %D%/test_spec.c
%C%_test_spec_CFLAGS = $(base_test_cflags)
%C%_test_spec_LDADD = $(base_test_libs)
%C%_test_text_SOURCES = %D%/test_text.c
%C%_test_text_CFLAGS = $(base_test_cflags)
%C%_test_text_LDADD = $(base_test_libs)
endif
noinst_HEADERS += %D%/kinds.h
