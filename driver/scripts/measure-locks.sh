#!/bin/bash
# Instructions the driver executes under its spin locks: the longest hold of every place that takes one, by single steps on
# the optimised host build, the simulated clock included. Prints a table; fails when a hold is longer than the bound.
set -euo pipefail

cd "$(dirname "$0")/.."
bound=500
program=build/plain/hold-locks
make -s VARIANT=plain measure
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
timeout -k 10 900 "$program" >"$work/holds"

# name ADDRESS: the function and the file that the call before a return address stands in.
name() {
    addr2line -f -s -e "$program" "$(printf '0x%x' $(($1 - 1)))" | tr '\n' ' ' | sed -E 's/([a-z_]+)\.c:.*/\1.c/'
}

while read -r address longest holds; do
    echo "$(name "$address") $longest $holds"
done <"$work/holds" | sort -k1,1 -k3,3nr | sort -u -k1,1 | sort -k3,3nr >"$work/rows"
echo '| place | longest hold, instructions |'
echo '| --- | --- |'
awk '{ printf "| `%s` (`%s`) | %d |\n", $1, $2, $3 }' "$work/rows"
# Every function of the driver that takes a lock has to be among them.
awk '/^[A-Za-z].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) } /KeAcquireSpinLock\(/ { print name }' src/*.c | sort -u >"$work/wanted"
missing=$(cut -d' ' -f1 "$work/rows" | sort -u | comm -23 "$work/wanted" -)
if [ -n "$missing" ]; then
    echo "not ok - not measured: $missing" >&2
    exit 1
fi
awk -v bound="$bound" '$3 > bound { printf "not ok - %s holds a lock for %d instructions, the bound is %d\n", $1, $3, bound; bad = 1 } END { exit bad }' \
    "$work/rows" >&2
