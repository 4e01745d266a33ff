#!/bin/sh
# Experiments replayed in PyTorch: compare.py, run by the first interpreter that has torch.
source=${LRSCOPE_SRCDIR:-.}

for python in "${LRSCOPE_PYTHON:-}" python3 /usr/bin/python3; do
    if [ -n "$python" ] && "$python" -c 'import torch' 2>/dev/null; then
        exec "$python" "$source/tests/replay/compare.py" "${LRSCOPE_BUILDDIR:-.}/lrscope"
    fi
done
echo "1..0 # SKIP no Python with torch here (Debian: python3-torch; ./bootstrap check --full)"
