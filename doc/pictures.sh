#!/bin/sh
# Makes the pictures of README.md, manual.md and teaching.md:  doc/pictures.sh LRSCOPE FOLDER
# Each is the last screen of a script, and what its page says of it is expected there first. The same
# program on the same machine makes the same bytes; the seeds are those of the scenes.
set -eu
lrscope=$1
folder=$2
unset NO_COLOR
LC_ALL=C.UTF-8
export LC_ALL

# picture NAME SIZE ARGS: runs the script on stdin and saves its last screen as FOLDER/NAME.svg.
picture() {
    name=$1 size=$2
    shift 2
    rm -f "$folder/$name.svg"
    { cat && echo ":snapshot $folder/$name.svg"; } |
        "$lrscope" "$@" --script - --size "$size" ||
        { echo "pictures.sh: $name failed" >&2; exit 1; }
    [ -s "$folder/$name.svg" ] || { echo "pictures.sh: $name was not saved" >&2; exit 1; }
}

picture screen 100x30 start <<'SCRIPT'
:step 1100
expect PAUSED
expect epoch 36/60
SCRIPT

picture ascii 100x30 start --ascii <<'SCRIPT'
:step 1100
expect PAUSED
SCRIPT

# A fixed rate, and the cosine that was kept.
picture compare 100x30 start <<'SCRIPT'
:epoch 60
c
1
:epoch 60
:picture comparison
expect CosineAnnealingLR
SCRIPT

# T_max turned at epoch 31, the edit taken in two ways.
picture edit 100x30 start <<'SCRIPT'
:epoch 31
:set schedule.T_max 30
:epoch 29
expect T_max 60 -> 30
SCRIPT

picture chain 100x30 start <<'SCRIPT'
:epoch 31
:policy chain
:set schedule.T_max 30
:epoch 29
expect edits: chain
SCRIPT

picture finder 100x30 start <<'SCRIPT'
f
<Tab><Tab>
expect steepest
SCRIPT

picture finder-short 100x30 start <<'SCRIPT'
:set finder.num_it 30
f
expect steepest
SCRIPT

picture chooser 100x30 start <<'SCRIPT'
s
expect Choose a schedule
SCRIPT

picture plateau 100x30 plateau <<'SCRIPT'
:epoch 27
expect bad ticks
SCRIPT

picture bounce 100x30 --problem 'quadratic{kappa=10}' --optimizer 'SGD{lr=0.19}' --schedule Constant --steps 60 <<'SCRIPT'
:step 25
:explain
expect PAUSED
SCRIPT

# What Adam makes of one rate, alone on the screen.
picture rates 100x30 start --optimizer 'Adam{lr=0.01}' <<'SCRIPT'
:step 300
:picture rates
:panel picture
z
expect max/min
SCRIPT

picture expression 100x30 start <<'SCRIPT'
0
min(1, (t+1)/5) * 0.95^t<Enter>
:epoch 40
<C-l>
expect Your own expression
SCRIPT

picture question 100x30 fixed-rate <<'SCRIPT'
<PgDn>
expect What will the loss do
SCRIPT

picture lesson 100x30 fixed-rate <<'SCRIPT'
<PgDn>b<PgDn>
expect It grows
SCRIPT

picture big 80x24 fixed-rate --theme light <<'SCRIPT'
<PgDn>b<PgDn>T<C-l>
expect It grows
SCRIPT

picture notes 60x18 fixed-rate --theme light <<'SCRIPT'
<PgDn>b<PgDn>N
expect zigzag
SCRIPT

picture export 100x30 start <<'SCRIPT'
e
expect lr_scheduler.CosineAnnealingLR
SCRIPT
