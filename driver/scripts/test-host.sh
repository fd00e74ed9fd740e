#!/bin/bash
# Host tier: the driver over the simulated kernel, plain and with address and undefined-behaviour sanitizers. Needs gcc and make.
set -euo pipefail

cd "$(dirname "$0")/.."
make -s VARIANT=plain
make -s VARIANT=asan
build/plain/run-tests
ASAN_OPTIONS=detect_leaks=1 build/asan/run-tests | tail -1
