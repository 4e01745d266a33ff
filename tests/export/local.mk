EXTRA_DIST += %D%/run_code.py %D%/standins/keras.py %D%/standins/optax.py \
  %D%/standins/traced.py %D%/standins/jax/__init__.py %D%/standins/jax/numpy.py

if HAVE_CMOCKA
check_PROGRAMS += %D%/test_export
TESTS += %D%/test_export
%C%_test_export_SOURCES = %D%/test_export.c
%C%_test_export_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_export_LDADD = src/export/liblrsexport.a $(FLOORS_base) $(CHECK_LIBS)

check_PROGRAMS += %D%/test_image
TESTS += %D%/test_image
%C%_test_image_SOURCES = %D%/test_image.c
%C%_test_image_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_image_LDADD = src/export/liblrsexport.a src/draw/liblrsdraw.a $(FLOORS_base) $(CHECK_LIBS)

check_PROGRAMS += %D%/test_replay
TESTS += %D%/test_replay
%C%_test_replay_SOURCES = %D%/test_replay.c
%C%_test_replay_CFLAGS = $(AM_CFLAGS) -I$(top_srcdir)/tests $(CMOCKA_CFLAGS)
%C%_test_replay_LDADD = $(FLOORS_export) $(LIBS_engine) $(CHECK_LIBS)
endif
