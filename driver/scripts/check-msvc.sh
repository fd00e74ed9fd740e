#!/bin/bash
# The Microsoft build as far as it can be checked without its kit: every driver source by clang-cl with the project's
# hardening, for x64 and ARM64, over the simulation's headers; the builtins that cl lacks; the link by lld-link with
# integrity check, CFG, CET and a PDB, and what came out. The host tests run over the same builtins.
set -euo pipefail

cd "$(dirname "$0")/.."
. scripts/checks.sh
llvm=$(dirname "$(readlink -f "$(command -v clang)")")
flags=(/c /std:c17 /O2 /kernel /GS /guard:cf /Z7 /W4 /WX -Wconversion -Wshadow -Wno-pedantic -Wno-microsoft -Wno-unused-command-line-argument
    -Wno-error=unknown-warning-option /clang:-fshort-wchar /Imsvc/check /Isim/include /Iinclude /Isrc)

# compile TARGET FOLDER FLAGS...: every source of the driver.
compile() {
    local target=$1 folder=$work/$2 source
    shift 2
    mkdir -p "$folder"
    for source in src/*.c src/arch/*.c msvc/check/link_stubs.c; do
        "$llvm/clang-cl" --target="$target" "${flags[@]}" "$@" "$source" "/Fo$folder/$(basename "${source%.c}").obj" || return 1
    done
}

# An import library of the kernel: what the driver may import.
import_library() {
    { echo 'LIBRARY ntoskrnl.exe'; echo EXPORTS; sed -E 's/^(Ps(Process|Thread)Type)$/\1 DATA/' scripts/allowed-imports.txt; echo KeQueryPerformanceCounter
      printf '%s\n' KeGetCurrentIrql KeInitializeSpinLock KeQuerySystemTime IoGetCurrentIrpStackLocation IoMarkIrpPending IoSetCancelRoutine; } >"$work/ntoskrnl.def"
    "$llvm/llvm-dlltool" -m i386:x86-64 -d "$work/ntoskrnl.def" -l "$work/ntoskrnl.lib"
}

link_driver() {
    "$llvm/lld-link" /driver /subsystem:native,10.00 /entry:DriverEntry /nodefaultlib /integritycheck /guard:cf /cetcompat /dynamicbase /debug \
        /Brepro /pdb:"$work/win11mon.pdb" /out:"$work/win11mon.sys" "$work"/x64/*.obj "$work/ntoskrnl.lib"
}

# DllCharacteristics: FORCE_INTEGRITY, GUARD_CF, NX, high-entropy ASLR; extended ones: CET; a debug directory with the PDB.
says_what_it_should() {
    "$llvm/llvm-readobj" --file-headers --coff-debug-directory "$work/win11mon.sys" >"$work/headers"
    for word in FORCE_INTEGRITY GUARD_CF NX_COMPAT HIGH_ENTROPY_VA CET_COMPAT PDBFileName; do
        grep -q "$word" "$work/headers" || { echo "no $word"; return 1; }
    done
    [ -s "$work/win11mon.pdb" ]
}

# gcc cannot run interlocked operations; clang can, on any target.
run_host_tests() {
    make -s -j2 VARIANT=msvc tests && timeout -k 10 300 build/msvc/run-tests
}

check 'the project files are whole, harden as they should and name the sources that mingw builds' node scripts/check-msvc-projects.mjs
check 'clang-cl compiles the driver for x64' compile x86_64-pc-windows-msvc x64
check 'clang compiles the driver for ARM64' compile aarch64-pc-windows-msvc arm64
check 'an import library of the kernel' import_library
check 'lld-link links the driver' link_driver
check 'the image has integrity check, CFG, CET, NX, ASLR and a PDB' says_what_it_should
check 'the host tests pass over the builtins that cl lacks' run_host_tests
echo "$passed passed, 0 failed, 0 skipped"
