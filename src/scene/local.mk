noinst_LIBRARIES += %D%/liblrsscene.a
%C%_liblrsscene_a_SOURCES =
%C%_liblrsscene_a_CFLAGS = $(AM_CFLAGS) $(LUA_CFLAGS)
