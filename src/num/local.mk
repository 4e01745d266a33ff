noinst_LIBRARIES += %D%/liblrsnum.a
%C%_liblrsnum_a_SOURCES =
%C%_liblrsnum_a_CFLAGS = $(AM_CFLAGS) $(OPENBLAS_CFLAGS)
