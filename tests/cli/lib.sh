# What the tests of the command line share: TAP, a scratch folder, the program.
lrscope=${LRSCOPE_BUILDDIR:-.}/lrscope
source=${LRSCOPE_SRCDIR:-.}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/lrscope-test.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM
cases=0

# ok STATUS DESCRIPTION: one case.
ok() {
    cases=$((cases + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $cases - $2"
    else
        echo "not ok $cases - $2"
    fi
}

# is GOT WANT DESCRIPTION
is() {
    if [ "$1" = "$2" ]; then
        ok 0 "$3"
    else
        ok 1 "$3"
        printf '%s\n' "got:  $1" "want: $2" | sed 's/^/# /'
    fi
}

# run ARGS: output in $scratch/out, words in $scratch/err, status in $status.
run() {
    status=0
    "$lrscope" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
}

# refuses PATTERN ARGS: exit 2, nothing on stdout, one line on stderr that matches.
refuses() {
    pattern=$1
    shift
    run "$@"
    if [ "$status" -eq 2 ] && [ ! -s "$scratch/out" ] &&
        [ "$(wc -l <"$scratch/err")" -eq 1 ] && grep -q -- "$pattern" "$scratch/err"; then
        ok 0 "refused: $*"
    else
        ok 1 "refused: $*"
        echo "# status $status, wanted 2 and one line with '$pattern'; stderr:"
        sed 's/^/# /' "$scratch/err"
    fi
}

done_testing() {
    echo "1..$cases"
}
