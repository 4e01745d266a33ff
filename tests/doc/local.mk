doc_tests = %D%/papers.sh %D%/guides.sh %D%/completions.sh
TESTS += $(doc_tests)
EXTRA_DIST += $(doc_tests)
