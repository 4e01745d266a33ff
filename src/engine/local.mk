noinst_LIBRARIES += %D%/liblrsengine.a
%C%_liblrsengine_a_SOURCES =
