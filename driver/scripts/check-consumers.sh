#!/bin/bash
# The client library as its consumers see it: headers in C++ by two compilers, dllimport for them and not for the library,
# an installed copy found by pkg-config and by CMake, and the example built by both and run.
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/checks.sh

compiles() {
    "$@" -Wall -Wextra -Wpedantic -Werror -Iinclude -Iclient -fsyntax-only client/example/count_events.cpp
}

# The example, without a driver, ends with code 3: it links, starts and says so.
runs() {
    local code=0
    LD_LIBRARY_PATH="$work/prefix/lib" "$1" || code=$?
    [ "$code" -eq 3 ]
}

imports_symbols() {
    x86_64-w64-mingw32-gcc -std=gnu11 -Iinclude -Iclient -c client/example/watch_events.c -o "$work/consumer.o" || return 1
    x86_64-w64-mingw32-nm "$work/consumer.o" | grep -q ' U __imp_Mon_CbOpen$' || return 1
    x86_64-w64-mingw32-gcc -std=gnu11 -DMON_CB_STATIC -Iinclude -Iclient -c client/example/watch_events.c -o "$work/static.o" || return 1
    ! x86_64-w64-mingw32-nm "$work/static.o" | grep -q __imp_Mon_Cb
}

build_by_pkg_config() {
    PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" g++ -std=c++17 client/example/count_events.cpp -o "$work/by-pkg-config" \
        $(PKG_CONFIG_PATH="$work/prefix/lib/pkgconfig" pkg-config --cflags --libs win11mon_callbacks)
}

build_by_cmake() {
    cmake -S client/example/cmake -B "$work/cmake" -DCMAKE_PREFIX_PATH="$work/prefix" && cmake --build "$work/cmake"
}

make -s VARIANT=plain
for standard in c++11 c++17 c++20; do
    check "g++ accepts the headers as $standard" compiles g++ "-std=$standard"
    check "clang++ accepts the headers as $standard" compiles clang++ "-std=$standard"
done
check 'a Windows consumer imports from the DLL, and one that links statically does not' imports_symbols
check 'the library installs' make -s VARIANT=plain install "PREFIX=$work/prefix"
check 'the example builds by pkg-config' build_by_pkg_config
check 'the example builds by CMake' build_by_cmake
check 'the example that pkg-config built says that there is no driver' runs "$work/by-pkg-config"
check 'the example that CMake built says that there is no driver' runs "$work/cmake/count-events"
echo "$passed passed, 0 failed, 0 skipped"
