#!/bin/sh
# See to it that the browser tests have a Chromium: one on PATH, else Debian's package.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done

packages='chromium fonts-dejavu-core'
if command -v apt-get >/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then
        as_root=''
    elif sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        as_root='no'
    fi
    if [ "$as_root" != no ]; then
        echo "Installing $packages for the browser tests."
        $as_root apt-get -qq update
        # shellcheck disable=SC2086 # two words each, meant to be split
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq install -y --no-install-recommends $packages >/dev/null
        exit 0
    fi
fi

{
    echo 'The browser tests need Chromium, and PATH has none. Run this, then the tests again:'
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages"
} >&2
exit 1
