noinst_LIBRARIES += %D%/liblrsdraw.a
%C%_liblrsdraw_a_SOURCES =
