noinst_LIBRARIES += %D%/liblrsexport.a
%C%_liblrsexport_a_SOURCES =
