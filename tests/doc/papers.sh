#!/bin/sh
# The papers say what the program's tables say now, and can be read.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"
papers=${LRSCOPE_BUILDDIR:-.}/src/papers/papers

find "$source/doc" -name '*.in' >"$scratch/templates"
[ "$(wc -l <"$scratch/templates")" -ge 6 ]
ok $? "there are templates"
while read -r template; do
    paper=${template%.in}
    name=${paper#"$source"/}
    if ! "$papers" "$template" >"$scratch/paper"; then
        ok 1 "$name is made"
        continue
    fi
    [ -z "${LRSCOPE_UPDATE_GOLDEN:-}" ] || cp "$scratch/paper" "$paper"
    if cmp -s "$scratch/paper" "$paper"; then
        ok 0 "$name is fresh"
    else
        ok 1 "$name is fresh: refresh it with 'make papers' and commit the result"
        diff "$paper" "$scratch/paper" | head -20 | sed 's/^/# /'
    fi
done <"$scratch/templates"

echo '@man nothing@' >"$scratch/bad.in"
"$papers" "$scratch/bad.in" >"$scratch/out" 2>"$scratch/err"
is "$? $(cat "$scratch/out" "$scratch/err")" \
    "1 papers: $scratch/bad.in: there is no part @man nothing@" "an unknown mark is refused"
echo 'mail me@home and "$@" and ${a[@]} of @program version@.' >"$scratch/good.in"
is "$("$papers" "$scratch/good.in")" \
    "mail me@home and \"\$@\" and \${a[@]} of $("$lrscope" --version | cut -d' ' -f2)." \
    "what is no mark stays"

for kind in $("$lrscope" list schedules | awk 'NR > 1 { print $1 }'); do
    grep -q "^\`$kind\`, also " "$source/doc/schedules.md" &&
        grep -q "fB$kind.fR (" "$source/doc/lrscope-scene.5"
    ok $? "$kind is described"
done

if man --warnings --version >/dev/null 2>&1; then
    for page in lrscope.1 lrscope-scene.5; do
        is "$(MANWIDTH=80 man --warnings -l "$source/doc/$page" 2>&1 >"$scratch/page")" "" \
            "$page has no warnings"
        [ "$(wc -l <"$scratch/page")" -gt 200 ]
        ok $? "$page can be read"
    done
else
    echo "# man is not here: the manual pages were not formatted"
fi

done_testing
