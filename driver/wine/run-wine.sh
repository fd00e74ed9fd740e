#!/bin/bash
# Wine tier: the unchanged product and the fired one, each driven by Windows Node through the client library.
# Usage: run-wine.sh CYCLES. Prints TAP-like lines; ends with the number that passed and failed.
set -uo pipefail

cycles=${1:-10}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
wine=/usr/lib/wine/wine64
server=/usr/lib/wine/wineserver64
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
passed=0
failed=0

# Everything that was started lives in this prefix's wineserver and ends with it.
cleanup() {
    "$server" -k >/dev/null 2>&1
    "$server" -w >/dev/null 2>&1
    rm -rf "$work"
}
trap cleanup EXIT

windows_path() {
    echo "Z:$(echo "$1" | tr / '\\')"
}

run() {
    timeout -k 5 600 "$wine" "$@" >>"$work/output.txt" 2>&1
}

# service NAME: creates it in the group that shares one process.
create_service() {
    run sc create "$1" type= kernel group= win11monitor binPath= "$(windows_path "$work/stage/$1.sys")"
}

# start NAME: tries again while an earlier life of the service is still ending.
start() {
    local try
    for ((try = 1; try <= 100; try++)); do
        run sc start "$1" && return
        sleep 1
    done
    echo "not ok - the service $1 starts"
    failed=$((failed + 1))
}

# stop NAME: returns when the driver is unloaded.
stop() {
    local try
    run sc stop "$1"
    for ((try = 1; try <= 100; try++)); do
        timeout -k 5 600 "$wine" sc query "$1" 2>/dev/null | tee -a "$work/output.txt" | grep -q STOPPED && return
        sleep 1
    done
    echo "not ok - the service $1 stops"
    failed=$((failed + 1))
}

# chain MODE [ROUNDS]: runs the script and checks its result.
chain() {
    rm -f "$work/result.json"
    run "$node" "$(windows_path "$work/stage/chain.cjs")" "$(windows_path "$work/stage")" "$(windows_path "$work/result.json")" "$@"
    if node "$here/wine/check-result.mjs" "$1" "$work/result.json"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

cache=$("$here/scripts/fetch-foreign-node.sh")
node=$cache/windows/node.exe
mkdir -p "$work/stage"
cp -r "$cache/windows/node_modules" "$work/stage/"
cp "$here"/build/windows/*.sys "$here"/build/windows/*.dll "$here/wine/chain.cjs" "$work/stage/"
timeout -k 5 600 "$wine" wineboot -i >/dev/null 2>&1
timeout -k 5 600 "$wine" winecfg /v win10 >/dev/null 2>&1
# How long the service manager waits for a driver's answer (10 s by itself): a busy machine is no failure.
run reg add 'HKLM\System\CurrentControlSet\Control' /v ServicesPipeTimeout /d 600000 /f
# The service manager keeps the version it started with, and would refuse a driver made for a later one.
"$server" -k
"$server" -w
# Between two commands nobody uses the prefix, and an impatient server would stop the drivers.
"$server" -p

create_service win11mon
start win11mon
chain product
stop win11mon
create_service export
create_service win11mon-test
for ((cycle = 1; cycle <= cycles; cycle++)); do
    start export
    start win11mon-test
    chain chain 2000
    chain kill 200
    stop win11mon-test
    stop export
done
start export
start win11mon-test
chain scan
chain wait
stop win11mon-test
if grep -qE 'Unhandled|unimplemented function' "$work/output.txt"; then
    echo "not ok - Wine reports no fault"
    grep -E 'Unhandled|unimplemented function' "$work/output.txt" | head -5
    failed=$((failed + 1))
else
    echo "ok - Wine reports no fault"
    passed=$((passed + 1))
fi
echo "$passed passed, $failed failed, 0 skipped"
if [ "$failed" -ne 0 ]; then
    tail -20 "$work/output.txt"
    exit 1
fi
