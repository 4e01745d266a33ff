noinst_LIBRARIES += %D%/liblrsmodel.a
%C%_liblrsmodel_a_SOURCES = \
  %D%/mlp.c \
  %D%/model.c \
  %D%/model_priv.h \
  %D%/registry.c
