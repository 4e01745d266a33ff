#!/bin/sh
# --help, --version, list: everything that the tables know is shown.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"

run --version
is "$status $(cut -d' ' -f1 "$scratch/out")" "0 lrscope" "--version names the program"
run --help
is "$status" 0 "--help"
for word in curve run find snapshot list --schedule --set --script --theme; do
    grep -q -- "$word" "$scratch/out"
    ok $? "--help tells of $word"
done
is "$(awk 'length > 80' "$scratch/out")" "" "--help fits into 80 columns"
for command in curve run find snapshot list; do
    run $command --help
    is "$(awk 'length > 80' "$scratch/out")" "" "$command --help fits into 80 columns"
    is "$status $(head -1 "$scratch/out" | cut -d' ' -f1-3)" "0 usage: lrscope $command" \
        "$command --help"
done

for what in schedules optimizers problems models scenes actions keys; do
    run list $what
    is "$status" 0 "list $what"
    [ "$(wc -l <"$scratch/out")" -gt 1 ]
    ok $? "list $what lists something"
    run list $what --format json
    is "$status $(head -c1 "$scratch/out")$(tail -c2 "$scratch/out")" "0 []" "list $what as JSON"
done
run list schedules
grep -q '^StepLR  *step  *at intervals  *geometric  *monotone  *no  .* Use: .* Tips: ' "$scratch/out"
ok $? "schedules with frequency, law, direction, feedback and advice"
grep -q '^ReduceLROnPlateau  *plateau  *on plateau  *geometric  *monotone  *yes  ' "$scratch/out"
ok $? "a schedule that takes feedback"
is "$(grep -c '^ ' "$scratch/out")" 0 "a schedule is a line"
run list schedules --format json
grep -q '"name": "step_size", "aliases": \["step", ' "$scratch/out"
ok $? "JSON has the rows of a kind with their aliases"
for word in frequency law direction feedback interval when tips source aliases formula summary; do
    is "$(grep -c "\"$word\": " "$scratch/out")" "$(grep -c '^{"id": ' "$scratch/out")" \
        "JSON says $word of every schedule"
done
grep -q '"name": "ReduceLROnPlateau".*"frequency": "on plateau".*"feedback": true' "$scratch/out"
ok $? "JSON says who takes feedback"
grep -q '"name": "SequentialLR".*"feedback": null' "$scratch/out"
ok $? "JSON leaves feedback open where parts decide"
run list actions --format json
grep -q '"action": "set", "keys": \[\], "takes": "PATH VALUE", "contexts": \["main"\], ' "$scratch/out"
ok $? "JSON has what an action takes and where"
run list keys --format json
grep -q '"key": "Tab", "action": "find-next", "takes": null, "contexts": \["finder"\], ' "$scratch/out"
ok $? "JSON has where a key acts"
refuses "did you mean 'schedules'.*(schedules, .*, keys)" list schedule
refuses "WHAT is missing" list

done_testing
