#!/bin/sh
# Starting again with better BLAS kernels: it happens where it should, once, with the same
# arguments, and never against the user's own choice. print_core plays a library that is older than
# the processor.
program="$LRSCOPE_BUILDDIR/tests/num/print_core"
count=0
unset OPENBLAS_CORETYPE LRSCOPE_BLAS_CHOSEN STUBBORN

# is WHAT GOT WANT: prints a line of TAP.
is() {
    count=$((count + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1: got '$2', expected '$3'"
    fi
}

echo 1..4
level=$(LRSCOPE_BLAS_CHOSEN=1 timeout 20 "$program")
level=${level#* }
case $level in
avx512) better=SkylakeX ;;
avx2) better=Haswell ;;
*) better=Prescott ;;
esac
is 'the kernels follow the processor, the arguments stay' \
    "$(timeout 20 "$program" one 'two words')" "$better $level [one] [two words]"
is 'a core that the user set is kept' \
    "$(OPENBLAS_CORETYPE=Nehalem timeout 20 "$program")" "Nehalem $level"
is 'it starts again only once' "$(STUBBORN=1 timeout 20 "$program" x)" "Prescott $level [x]"
is 'not at all where it did before' \
    "$(LRSCOPE_BLAS_CHOSEN=1 timeout 20 "$program" x)" "Prescott $level [x]"
