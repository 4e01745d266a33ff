# Papers whose generated parts come from the program's tables: templates and results are both kept,
# so that nothing is needed to read them; tests/doc/papers.sh holds them fresh.
papers = \
  %D%/schedules.md \
  %D%/teaching.md \
  %D%/lrscope.1 \
  %D%/lrscope-scene.5 \
  %D%/completions/bash/lrscope \
  %D%/completions/zsh/_lrscope \
  %D%/completions/fish/lrscope.fish

EXTRA_DIST += %D%/ARCHITECTURE.md %D%/schedules.md \
  %D%/manual.md %D%/teaching.md %D%/pictures.sh %D%/pictures \
  %D%/schedules.md.in %D%/teaching.md.in %D%/lrscope.1.in %D%/lrscope-scene.5.in \
  %D%/completions/bash/lrscope.in %D%/completions/zsh/_lrscope.in \
  %D%/completions/fish/lrscope.fish.in

dist_man_MANS = %D%/lrscope.1 %D%/lrscope-scene.5
dist_bashcompletion_DATA = %D%/completions/bash/lrscope
dist_zshcompletion_DATA = %D%/completions/zsh/_lrscope
dist_fishcompletion_DATA = %D%/completions/fish/lrscope.fish

# Makes all papers anew, in the source tree.
papers: src/papers/papers$(EXEEXT)
	@for paper in $(papers); do \
	  LRSCOPE_DATA='$(abs_top_srcdir)' src/papers/papers$(EXEEXT) \
	    $(srcdir)/$$paper.in >$$$$.tmp && cp $$$$.tmp $(srcdir)/$$paper && rm -f $$$$.tmp || \
	    { rm -f $$$$.tmp; exit 1; }; \
	done
.PHONY: papers

# Makes the pictures of the guides anew, in the source tree.
pictures: lrscope$(EXEEXT)
	LRSCOPE_DATA='$(abs_top_srcdir)' $(srcdir)/%D%/pictures.sh ./lrscope$(EXEEXT) $(srcdir)/%D%/pictures
.PHONY: pictures
