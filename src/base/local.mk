noinst_LIBRARIES += %D%/liblrsbase.a
%C%_liblrsbase_a_SOURCES =
