cli_tests = %D%/curves.sh %D%/curve.sh %D%/help.sh %D%/train.sh %D%/files.sh %D%/picture.sh %D%/scene.sh \
  %D%/export.sh %D%/notes.sh
TESTS += $(cli_tests)
EXTRA_DIST += $(cli_tests) %D%/lib.sh %D%/small.lua tests/reference/schedules
