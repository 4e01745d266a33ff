noinst_LIBRARIES += %D%/liblrsrun.a
%C%_liblrsrun_a_SOURCES =
