noinst_HEADERS += %D%/optims.h
EXTRA_DIST += \
  tests/reference/optimizers/01-SGD.csv \
  tests/reference/optimizers/02-SGD.csv \
  tests/reference/optimizers/03-SGD.csv \
  tests/reference/optimizers/04-SGD.csv \
  tests/reference/optimizers/05-SGD.csv \
  tests/reference/optimizers/06-Adagrad.csv \
  tests/reference/optimizers/07-Adagrad.csv \
  tests/reference/optimizers/08-Adadelta.csv \
  tests/reference/optimizers/09-Adadelta.csv \
  tests/reference/optimizers/10-RMSprop.csv \
  tests/reference/optimizers/11-RMSprop.csv \
  tests/reference/optimizers/12-RMSprop.csv \
  tests/reference/optimizers/13-Adam.csv \
  tests/reference/optimizers/14-Adam.csv \
  tests/reference/optimizers/15-Adam.csv \
  tests/reference/optimizers/16-Adam.csv \
  tests/reference/optimizers/17-AdamW.csv \
  tests/reference/optimizers/18-AdamW.csv \
  tests/reference/optimizers/19-Adamax.csv \
  tests/reference/optimizers/20-NAdam.csv \
  tests/reference/optimizers/21-RAdam.csv

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_optim %D%/test_reference
TESTS += %D%/test_optim %D%/test_reference
%C%_test_optim_SOURCES = %D%/test_optim.c
%C%_test_optim_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_optim_LDADD = $(FLOORS_optim) $(CHECK_LIBS)
%C%_test_reference_SOURCES = %D%/test_reference.c
%C%_test_reference_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_reference_LDADD = $(FLOORS_optim) $(CHECK_LIBS)
endif
