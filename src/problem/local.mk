noinst_LIBRARIES += %D%/liblrsproblem.a
%C%_liblrsproblem_a_SOURCES =
