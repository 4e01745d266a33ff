TESTS += %D%/replay.sh
EXTRA_DIST += %D%/replay.sh %D%/compare.py
