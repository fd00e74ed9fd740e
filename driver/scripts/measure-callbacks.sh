#!/bin/bash
# Instructions of each callback, by callgrind on the optimised host build, everything it calls in the simulated kernel
# included. Prints a table; fails when a bound of docs/driver.md is passed. A bound is what the callback cost at first and 5 %,
# and 2 % for the random seed of the process cache; for what must have become cheaper, what it may cost.
set -euo pipefail

cd "$(dirname "$0")/.."
make -s VARIANT=plain measure
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=500
status=0

# instructions KIND FUNCTIONS: total of one run, counted only inside the driver's entry points of that pattern.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file="$work/out" --toggle-collect="$2" build/plain/fire-one-kind "$1" "$count" >/dev/null 2>&1
    awk '/^(summary|totals):/ { print $2; exit }' "$work/out"
}

# row NAME KIND FUNCTIONS BOUND [SUBTRACT_KIND]
row() {
    local total each
    total=$(instructions "$2" "$3")
    if [ $# -ge 5 ]; then
        total=$((total - $(instructions "$5" "$3")))
    fi
    each=$((total / count))
    printf '| %s | %d | %s |\n' "$1" "$each" "$4"
    if [ "$4" != - ] && [ "$each" -ge "$4" ]; then
        echo "not ok - $1 costs $each instructions, the bound is $4" >&2
        status=1
    fi
}

echo '| callback | instructions | bound |'
echo '|---|---|---|'
row 'process create' process-create MonCbProcessNotify 2030
row 'process exit, with profile' process-create-and-exit MonCbProcessNotify 880 process-create
row 'thread create' thread-create MonCbThreadNotify 597
row 'thread create in another process' remote-thread-create MonCbThreadNotify 1030
row 'thread exit' thread-exit MonCbThreadNotify 312
row 'image load' image-load MonCbImageLoadNotify 1137
row 'handle create, before' handle-create MonCbObjectPreCallback 186
row 'handle create, after' handle-create MonCbObjectPostCallback 553
row 'handle duplicate, before' handle-duplicate MonCbObjectPreCallback 206
row 'handle duplicate, after' handle-duplicate MonCbObjectPostCallback 586
row 'handle to itself, not recorded' handle-self MonCbObjectPreCallback 85
row 'registry value set, both calls' registry-set MonCbRegistryCallback 2570
row 'registry change outside the watched keys, both calls' registry-unwatched MonCbRegistryCallback 2000
row 'registry query, both calls' registry-query MonCbRegistryCallback 39
exit $status
