#!/bin/sh
# Completions: bash's is asked what it would offer; zsh's and fish's are read by their shells.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"
folder=$source/doc/completions

for shell in bash zsh fish; do
    file=$(find "$folder/$shell" -type f ! -name '*.in')
    if command -v $shell >/dev/null 2>&1; then
        $shell -n "$file" 2>"$scratch/err" && [ ! -s "$scratch/err" ]
        ok $? "$shell reads its completion"
    else
        echo "# $shell is not here: its completion was not read"
    fi
done

cat >"$scratch/ask" <<'ASK'
. "$1"
COMP_LINE=$2 COMP_POINT=${#2}
_lrscope
printf '%s\n' "${COMPREPLY[@]}" | sort | paste -s -d ' '
ASK

# offers LINE WORDS: exactly these, sorted, behind the end of the line.
offers() {
    is "$(cd "$scratch" && bash "$scratch/ask" "$folder/bash/lrscope" "$1" 2>&1)" "$2" "bash: $1"
}

# has LINE WORD: this among others.
has() {
    (cd "$scratch" && bash "$scratch/ask" "$folder/bash/lrscope" "$1") 2>&1 | tr ' ' '\n' |
        grep -qx -- "$2"
    ok $? "bash: $1 can go on with $2"
}

if command -v bash >/dev/null 2>&1; then
    mkdir "$scratch/somewhere"
    touch "$scratch/mine.lua" "$scratch/mine.txt"
    folder=$(cd "$folder" && pwd)
    PATH=$(cd "${LRSCOPE_BUILDDIR:-.}" && pwd):$PATH
    offers "lrscope cu" "curve custom"
    offers "lrscope mi" "mine.lua"
    offers "lrscope run some" "somewhere"
    offers "lrscope curve Exp" "ExponentialLR"
    offers "lrscope run start --sched" "--schedule"
    offers "lrscope run --schedule OneC" "OneCycleLR"
    offers "lrscope run --schedule=OneC" "OneCycleLR"
    offers "lrscope run --compare OneC" "OneCycleLR"
    offers "lrscope --optimizer AdamW" "AdamW"
    offers "lrscope --problem spi" "spirals"
    offers "lrscope --set schedule.gam" "schedule.gamma="
    offers "lrscope --set train.interval=" "auto epoch step"
    offers "lrscope --set train.interval=st" "step"
    offers "lrscope run --format " "csv json"
    offers "lrscope list --format " "json table"
    offers "lrscope list sc" "scenes schedules"
    offers "lrscope --theme da" "dark"
    offers "lrscope curve --metric mine.t" "mine.txt"
    offers "lrscope run --every " ""
    offers "lrscope list --sch" ""
    offers "lrscope run * --sched" "--schedule"
    has "lrscope " "start"
    has "lrscope " "snapshot"
    has "lrscope run -" "-o"
    has "lrscope --set " "finder.start_lr="
    has "lrscope list " "keys"
fi

done_testing
