bin_PROGRAMS += lrscope
lrscope_SOURCES = %D%/main.c
lrscope_LDADD = $(FLOORS_term) $(LIBS_term)
