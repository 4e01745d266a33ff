noinst_LIBRARIES += %D%/liblrsschedule.a
%C%_liblrsschedule_a_SOURCES =
