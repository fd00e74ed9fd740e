#!/bin/bash
# Host tier: the driver over the simulated kernel, plain and with address and undefined-behaviour sanitizers. Needs gcc and make.
# Ends with the number of tests of both. The time limit only ends a run that hangs.
set -uo pipefail

cd "$(dirname "$0")/.."
make -s -j2 host || exit 1
sanitized=$(mktemp)
trap 'rm -f "$sanitized"' EXIT
ASAN_OPTIONS=detect_leaks=1 timeout -k 10 900 build/asan/run-tests >"$sanitized" 2>&1 &
asan=$!
timeout -k 10 900 build/plain/run-tests
plain_code=$?
wait "$asan"
asan_code=$?
grep -vE '^(ok|#) ' "$sanitized" | sed 's/^/ASan and UBSan: /'
[ "$plain_code" -eq 0 ] && [ "$asan_code" -eq 0 ]
