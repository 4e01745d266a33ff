#!/bin/sh
# lrscope run -o FILE: a file is wholly new or as it was.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

long="run $source/tests/cli/small.lua --problem quadratic --optimizer SGD{lr=0.01} --schedule Constant --steps 100000000"
echo old >"$scratch/file"

"$lrscope" $long -o "$scratch/file" 2>"$scratch/err" &
pid=$!
tries=0
until ls "$scratch"/file.*.tmp >/dev/null 2>&1 || [ $tries -ge 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
done
ok $((tries >= 200)) "rows are written beside the file"
kill -TERM $pid
status=0
wait $pid || status=$?
is "$status" 143 "the signal ends the program"
is "$(cat "$scratch"/file*)" old "and leaves the old file alone"

run run "$source/tests/cli/small.lua" --problem quadratic --schedule Constant --optimizer 'SGD{lr=0.01}' --steps 3 -o "$scratch/file"
is "$status $(wc -l <"$scratch/file" | tr -d ' ')" "0 4" "a run that ends replaces it"

if [ -c /dev/full ]; then
    run run "$source/tests/cli/small.lua" --problem quadratic --optimizer 'SGD{lr=0.01}' --steps 3 -o /dev/full
    is "$status" 1 "a full disk is noticed"
    [ -c /dev/full ]
    ok $? "and a device stays a device"
fi

done_testing
