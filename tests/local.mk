TEST_EXTENSIONS = .sh
SH_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_COMPILER = $(SHELL)
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
AM_TESTS_ENVIRONMENT = \
  LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ; \
  OPENBLAS_NUM_THREADS=1; export OPENBLAS_NUM_THREADS; \
  CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
  LRSCOPE_DATA='$(abs_top_srcdir)'; export LRSCOPE_DATA; \
  LRSCOPE_SRCDIR='$(abs_top_srcdir)'; export LRSCOPE_SRCDIR; \
  LRSCOPE_BUILDDIR='$(abs_top_builddir)'; export LRSCOPE_BUILDDIR; \
  unset NO_COLOR COLORTERM;

noinst_HEADERS += %D%/check.h %D%/golden.h
CHECK_LIBS = $(CMOCKA_LIBS) $(PTHREAD_LIBS)

include tests/base/local.mk
include tests/num/local.mk
include tests/draw/local.mk
include tests/schedule/local.mk
include tests/optim/local.mk
include tests/model/local.mk
include tests/problem/local.mk
include tests/run/local.mk
include tests/engine/local.mk
include tests/export/local.mk
include tests/scene/local.mk
include tests/scenes/local.mk
include tests/ui/local.mk
include tests/lessons/local.mk
include tests/term/local.mk
include tests/cli/local.mk
include tests/doc/local.mk
include tests/replay/local.mk
include tests/bench/local.mk
