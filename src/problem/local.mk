noinst_LIBRARIES += %D%/liblrsproblem.a
%C%_liblrsproblem_a_SOURCES = \
  %D%/beale.c \
  %D%/blobs.c \
  %D%/circles.c \
  %D%/csv.c \
  %D%/csv_labels.c \
  %D%/csv_reader.c \
  %D%/csv_table.c \
  %D%/data_path.c \
  %D%/dataset.c \
  %D%/digits.c \
  %D%/himmelblau.c \
  %D%/iris.c \
  %D%/moons.c \
  %D%/noisy_quadratic.c \
  %D%/plane.c \
  %D%/problem_priv.h \
  %D%/quadratic.c \
  %D%/rastrigin.c \
  %D%/registry.c \
  %D%/rosenbrock.c \
  %D%/saddle.c \
  %D%/sparse.c \
  %D%/spirals.c \
  %D%/surface.c \
  %D%/wave.c \
  %D%/xor.c
