#!/bin/bash
# Every tier of the driver's tests, from nothing: installs its Debian packages, builds, runs, and ends with the number of
# tests that passed and failed. A missing tool is a failure, never a skip.
#   FUZZ_SECONDS=60   seconds for each fuzzer
#   WINE_CYCLES=10    load-fire-read-kill cycles in Wine
set -uo pipefail

cd "$(dirname "$0")/.."
packages=(gcc g++ make cmake pkg-config gcc-mingw-w64-x86-64 mingw-w64-tools osslsigncode openssl wine64 wine clang clang-tools lld llvm
    libclang-rt-14-dev clang-tidy cppcheck valgrind)
logs=$(mktemp -d)
passed=0
failed=0
trap 'rm -rf "$logs"' EXIT

is_installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -ne 0 ]; then
    apt-get -o DPkg::Lock::Timeout=300 update -qq >"$logs/apt" 2>&1
    if ! DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >>"$logs/apt" 2>&1; then
        tail -5 "$logs/apt"
        echo "not ok - install ${missing[*]}"
        echo '0 passed, 1 failed, 0 skipped'
        exit 1
    fi
fi

# step TITLE COMMAND...: one line for a step that passes or fails as a whole.
step() {
    local title=$1 start=$SECONDS
    shift
    if "$@" >"$logs/step" 2>&1; then
        passed=$((passed + 1))
        echo "ok - $title ($((SECONDS - start)) s)"
    else
        failed=$((failed + 1))
        echo "not ok - $title ($((SECONDS - start)) s)"
        tail -15 "$logs/step" | sed 's/^/  /'
    fi
}

# suite TITLE COMMAND...: a command that ends with "N passed, N failed, N skipped"; its tests are counted. The time limit,
# like all of them here, only ends what hangs: no step is measured against the clock.
suite() {
    local title=$1 start=$SECONDS result
    shift
    timeout -k 10 1800 "$@" >"$logs/suite" 2>&1
    local code=$?
    result=$(grep -E '^[0-9]+ passed, [a-z0-9]+ failed' "$logs/suite" | tail -1)
    grep -E '^not ok|^# ' "$logs/suite" | sed 's/^/  /'
    if [ "$code" -eq 0 ] && [ -n "$result" ]; then
        passed=$((passed + ${result%% *}))
        echo "ok - $title: $result ($((SECONDS - start)) s)"
    else
        failed=$((failed + 1))
        echo "not ok - $title: ${result:-no result} ($((SECONDS - start)) s)"
        grep -A 12 -m 3 -E '^WARNING: ThreadSanitizer|^==[0-9]+==ERROR' "$logs/suite" | sed 's/^/  /'
        tail -15 "$logs/suite" | sed 's/^/  /'
    fi
}

static_analysis() {
    clang-tidy --quiet src/*.c src/arch/*.c client/win11mon_callbacks.c client/plan_views.c client/decode.c client/decode_record.c -- \
        -std=gnu11 -fms-extensions -fshort-wchar -Iinclude -Isim/include -Isrc
}

# collect PROCESS LOG: waits for a step that was started before.
collect() {
    wait "$1" || { grep -E 'error:|warning:' "$2"; return 1; }
}

cppcheck_all() {
    cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 -Iinclude -Isim/include -Isrc src \
        client/win11mon_callbacks.c client/plan_views.c client/decode.c client/decode_record.c
}

is_reproducible() {
    local first
    make -s -f Makefile.windows clean
    make -s -j2 -f Makefile.windows || return 1
    first=$(sha256sum <build/windows/win11mon.sys)
    make -s -f Makefile.windows clean
    make -s -j2 -f Makefile.windows || return 1
    [ "$first" = "$(sha256sum <build/windows/win11mon.sys)" ]
}

fuzz() {
    local name=$1 corpus
    corpus=$(mktemp -d)
    timeout -k 10 $((${FUZZ_SECONDS:-60} + 600)) "build/fuzz/$name" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=2048 -timeout=120 -rss_limit_mb=4096 \
        -artifact_prefix="$corpus/" "$corpus" "fuzz/corpus/$name"
    local code=$?
    rm -rf "$corpus"
    return $code
}

# All fuzzers at once, beside nothing that measures.
fuzz_all() {
    local names=(get-stats get-events set-config request-scan self-check decode) workers=() status=0 index
    for index in "${!names[@]}"; do
        fuzz "${names[$index]}" >"$logs/${names[$index]}" 2>&1 &
        workers[index]=$!
    done
    for index in "${!names[@]}"; do
        wait "${workers[$index]}" || { tail -12 "$logs/${names[$index]}"; status=1; }
    done
    return $status
}

step 'the generated layout is current' node --conditions=@win11mon/source --import tsx ../schemas/generate/main.ts --check
step 'gcc builds without a warning' make -s -j2 VARIANT=plain
step 'clang builds without a warning' make -s -j2 VARIANT=clang
suite 'host tests' build/plain/run-tests
# The slowest tool, beside tests that do not measure; its result is collected below.
static_analysis >"$logs/tidy" 2>&1 &
tidy=$!
step 'gcc builds with address and undefined-behaviour sanitizers' make -s -j2 VARIANT=asan
suite 'host tests under ASan and UBSan' build/asan/run-tests
step 'clang-tidy is clean' collect "$tidy" "$logs/tidy"
step 'gcc builds with the thread sanitizer' make -s -j2 VARIANT=tsan
suite 'host tests under TSan' build/tsan/run-tests
step 'line coverage of src is at least 95 %' scripts/check-coverage.sh
step 'the measuring programs build' make -s -j2 VARIANT=plain measure
step 'every callback keeps within its instruction bound' scripts/measure-callbacks.sh
step 'no spin lock is held for more than 500 instructions' scripts/measure-locks.sh
step 'a client drains more than 2,000,000 events a CPU-second' build/plain/drain-speed
step 'CB-S01 and CB-S02 in real time account for every event' build/plain/real-time
grep '^#' "$logs/step" | sed 's/^/  /'
suite 'faults that a test has to notice' node scripts/run-mutants.mjs
suite 'consumers of the client library' scripts/check-consumers.sh
step 'cppcheck is clean' cppcheck_all
step 'fuzzers build' make -s -j2 -f Makefile.fuzz
step "every control code and the decoder are fuzzed for ${FUZZ_SECONDS:-60} s without a finding" fuzz_all
step 'mingw builds without a warning, and two builds are the same bytes' is_reproducible
step 'the image is signed with page hashes and the signature verifies' package/sign-driver.sh build/windows/win11mon.sys build/windows/win11mon-signed.sys
suite 'image assertions' node scripts/check-image.mjs build/windows/win11mon.sys build/windows/win11mon-signed.sys
suite 'package assertions' node scripts/check-package.mjs
suite 'the Microsoft build' scripts/check-msvc.sh
suite 'host library through koffi' node scripts/check-host-library.cjs
suite 'Wine' wine/run-wine.sh "${WINE_CYCLES:-10}"
echo "# ${SECONDS} s"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
