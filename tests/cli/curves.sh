#!/bin/sh
# Every curve that PyTorch computed, through `lrscope curve`, to 1e-9 relative.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

# compare WANT GOT COLUMNS: rate, and momentum where the reference has it.
compare() {
    awk -F, -v columns="$3" '
        function near(a, b) { d = a - b; m = b < 0 ? -b : b; return (d < 0 ? -d : d) <= 1e-9 * m }
        NR == FNR { if ($0 !~ /^#/) { lr[n] = $1; second[n] = $2; n++ } next }
        FNR == 1 { if ($0 != (columns == "lr,momentum" ? "step,lr,momentum" : "step,lr")) {
                       print "header " $0; exit 1 }
                   next }
        $1 != rows || !near($2, lr[rows]) ||
            (columns == "lr,momentum" && !near($3, second[rows])) {
            print "row " rows ": " $0 ", wanted " lr[rows] "," second[rows]; exit 1 }
        { rows++ }
        END { if (rows != n) { print rows " rows, wanted " n; exit 1 } }' "$1" "$2"
}

for file in "$source"/tests/reference/schedules/*.csv; do
    spec=$(sed -n 's/^# spec: //p' "$file")
    lr=$(sed -n 's/^# lr: //p' "$file")
    columns=$(sed -n 's/^# columns: //p' "$file")
    grep -v '^#' "$file" | cut -d, -f2 >"$scratch/metric"
    set -- curve "$spec" --lr "$lr" --steps "$(wc -l <"$scratch/metric")"
    [ "$columns" = lr,metric ] && set -- "$@" --metric "$scratch/metric"
    run "$@"
    [ "$status" -eq 0 ] && compare "$file" "$scratch/out" "$columns" >"$scratch/why"
    result=$?
    ok $result "$(basename "$file")"
    [ $result -eq 0 ] || sed 's/^/# /' "$scratch/err" "$scratch/why"
done
[ "$cases" -ge 49 ]
ok $? "all reference curves were there"

done_testing
