#!/bin/sh
# README, manual and teacher's guide: links lead somewhere, pictures are those that doc/pictures.sh
# makes, and every shell line runs. Lines are those of `sh` blocks and `lrscope ...` in running text
# (unless capitals stand for something in it). They run in order in one folder beside the scenes; a
# Lua block that begins with "-- NAME.lua" is that file there; "# exit N" is the status a line has.
# Lines that open the instrument get an empty script, so that scene and options are held.
. "${LRSCOPE_SRCDIR:-.}/tests/cli/lib.sh"
guides="README.md doc/manual.md doc/teaching.md"
pages="$guides doc/ARCHITECTURE.md doc/schedules.md scenes/README.md scenes/data/README.md"
lrscope=$(cd "$(dirname "$lrscope")" && pwd)/lrscope
source=$(cd "$source" && pwd)

# ---- links ----

# links PAGE: what stands behind "](", and src="" of pictures, outside of code.
links() {
    awk '/^ *```/ { code = !code; next }
         code || /^    / { next }
         { gsub(/`[^`]*`/, "")
           while (match($0, /\]\([^)]*\)|src="[^"]*"/)) {
               link = substr($0, RSTART, RLENGTH)
               $0 = substr($0, RSTART + RLENGTH)
               gsub(/^\]\(|\)$|^src="|"$/, "", link)
               print link } }' "$1"
}

# anchors PAGE: the names that GitHub gives to the headings.
anchors() {
    awk '/^```/ { code = !code }
         !code && /^#/ { sub(/^#+ */, ""); $0 = tolower($0); gsub(/[^a-z0-9 _-]/, ""); gsub(/ /, "-")
                         print }' "$1"
}

links_resolve() {
    for page in $pages; do
        missing=
        links "$source/$page" >"$scratch/links"
        while read -r link; do
            case $link in http*://*) continue ;; esac
            file=${link%%#*}
            target=$source/$page
            [ -z "$file" ] || target=$(dirname "$source/$page")/$file
            [ -e "$target" ] || missing="$missing $link"
            case $link in *#*)
                anchors "$target" 2>/dev/null | grep -qx -- "${link#*#}" || missing="$missing $link" ;;
            esac
        done <"$scratch/links"
        is "$missing" "" "$page: all $(wc -l <"$scratch/links" | tr -d ' ') links lead somewhere"
    done
}

# ---- pictures ----

names_in() {
    (cd "$1" && ls) | sort | paste -s -d ' ' -
}

pictures_are_made() {
    mkdir "$scratch/once" "$scratch/again"
    "$source/doc/pictures.sh" "$lrscope" "$scratch/once" 2>"$scratch/err"
    ok $? "doc/pictures.sh makes its pictures"
    sed 's/^/# /' "$scratch/err"
    is "$(names_in "$source/doc/pictures")" "$(names_in "$scratch/once")" \
        "the pictures in doc/pictures are those it makes"
    for page in $guides; do
        links "$source/$page" | sed -n 's|.*pictures/||p'
    done | sort -u | paste -s -d ' ' - >"$scratch/shown"
    is "$(cat "$scratch/shown")" "$(names_in "$source/doc/pictures")" "every picture is shown"
    "$source/doc/pictures.sh" "$lrscope" "$scratch/again" 2>/dev/null
    cmp -s "$scratch/once/screen.svg" "$source/doc/pictures/screen.svg" ||
        echo "# doc/pictures are another version's or machine's: 'make pictures' makes them anew"
    different=$(for picture in "$scratch"/once/*; do
        cmp -s "$picture" "$scratch/again/${picture##*/}" || echo "${picture##*/}"
    done)
    is "$different" "" "the same pictures every time"
}

# ---- shell lines ----

# The lines of PAGE, and the Lua files, which are written to the folder of lines.
lines_of() {
    awk -v folder="$scratch/lines" '
        /^```/ { code = code ? "" : substr($0, 4) "."; file = ""; joined = ""; next }
        code == "lua." && /^-- [a-z]+\.lua$/ { file = folder "/" $2 }
        code == "lua." && file { print > file }
        code == "sh." { joined = joined $0
                        if (sub(/\\$/, "", joined)) next
                        if (joined !~ /^ *(#.*)?$/) print joined
                        joined = "" }
        code { next }
        { while (match($0, /`lrscope [^`]*`/)) {
              line = substr($0, RSTART + 1, RLENGTH - 2)
              $0 = substr($0, RSTART + RLENGTH)
              if (line !~ /(^|[ =])[A-Z]+( |$)|\.\.\./) print line } }' "$1"
}

# One line, in the folder of lines, within a bounded time.
run_line() {
    limit=
    ! command -v timeout >/dev/null 2>&1 || limit="timeout 60"
    (cd "$scratch/lines" && PATH=$scratch/bin:$PATH $limit sh -c "$1") \
        >"$scratch/out" 2>"$scratch/err" </dev/null
}

lines_run() {
    mkdir "$scratch/lines" "$scratch/bin"
    ln -s "$source/scenes" "$scratch/lines/scenes"
    sed "s|@lrscope@|$lrscope|" >"$scratch/bin/lrscope" <<'WRAPPER'
#!/bin/sh
for word; do
    case $word in
    --script | --help | --version) exec "@lrscope@" "$@" ;;
    esac
done
case ${1:-} in
curve | run | find | snapshot | export | notes | list) exec "@lrscope@" "$@" ;;
*) exec "@lrscope@" "$@" --script /dev/null ;;
esac
WRAPPER
    chmod +x "$scratch/bin/lrscope"
    for page in $guides; do
        lines_of "$source/$page" >"$scratch/list"
        [ -s "$scratch/list" ]
        ok $? "$page has lines to run"
        while IFS= read -r line; do
            wanted=$(printf '%s\n' "$line" | sed -n 's/.*# exit \([0-9]*\).*/\1/p')
            status=0
            run_line "$line" || status=$?
            is "$status" "${wanted:-0}" "$page: $(printf '%s' "$line" | tr -d '\\')"
            [ "$status" -eq "${wanted:-0}" ] || sed 's/^/# /' "$scratch/err"
        done <"$scratch/list"
    done
}

# ---- actions ----

# `:name args` in running text: all of them are there.
actions_are_known() {
    for page in $guides; do
        awk '/^```/ { code = !code }
             code { next }
             { while (match($0, /`:[a-z][^`]*`/)) {
                   print substr($0, RSTART + 1, RLENGTH - 2)
                   $0 = substr($0, RSTART + RLENGTH) } }' "$source/$page"
    done | sort -u | grep -v '[A-Z]' >"$scratch/actions"
    [ "$(wc -l <"$scratch/actions")" -gt 10 ]
    ok $? "the guides name actions"
    (cd "$scratch/lines" && "$lrscope" --script "$scratch/actions") >"$scratch/out" 2>"$scratch/err"
    is "$? $(cat "$scratch/err")" "0 " "all of them are there"
}

links_resolve
pictures_are_made
lines_run
actions_are_known
done_testing
