#!/bin/bash
# Installs the Debian packages that the Windows bundle is built with (and, with --wine, tested in).
set -euo pipefail

packages=(make gcc-mingw-w64-x86-64 mingw-w64-tools osslsigncode openssl)
if [ "${1:-}" = --wine ]; then packages+=(wine64 wine unzip); fi
dpkg -s "${packages[@]}" >/dev/null 2>&1 && exit
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
"${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${packages[@]}"
