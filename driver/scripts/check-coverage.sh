#!/bin/bash
# Line coverage of src/ by the host tests: prints it by file and fails below 95 %.
set -euo pipefail

cd "$(dirname "$0")/.."
rm -rf build/cov
make -s VARIANT=cov
build/cov/run-tests >/dev/null
gcov -n build/cov/driver/*.gcno 2>/dev/null | awk -F"[':% ]+" '
    /^File/ { file = $2 }
    /^Lines executed/ && file ~ /^src\/.*\.c$/ {
        split($0, parts, /[:% ]+/)
        percent = parts[3]; lines = parts[5]
        covered += percent * lines / 100; all += lines
        printf "%7.2f %% of %4d  %s\n", percent, lines, file
        file = ""
    }
    END {
        total = 100 * covered / all
        printf "%7.2f %% of %4d  src\n", total, all
        exit total < 95
    }'
