noinst_LIBRARIES += %D%/liblrsoptim.a
%C%_liblrsoptim_a_SOURCES =
