#!/bin/sh
# Installs kaizen in CI: sh .kaizen/install.sh FOLDER
# Let url be where your team keeps kaizen for Linux on amd64; sum is its sha256.
set -eu
url=https://example.com/kaizen_[[.Version]]_linux_amd64
sum=[[.Sum]]
curl -fsSLo "$1/kaizen" "$url"
echo "$sum  $1/kaizen" | sha256sum -c -
chmod +x "$1/kaizen"
