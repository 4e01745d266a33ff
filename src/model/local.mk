noinst_LIBRARIES += %D%/liblrsmodel.a
%C%_liblrsmodel_a_SOURCES =
