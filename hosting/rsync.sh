#!/bin/sh
# Uploads what `kaizen build --changed LIST` listed: sh rsync.sh PUBLIC LIST TARGET
# First what pages need, then pages and feeds, and only then goes what is gone.
set -eu
public=$1 list=$2 target=$3
grep -E '^(assets|media)/' "$list" | rsync -r --ignore-missing-args --files-from=- "$public/" "$target"
rsync -r --delay-updates --ignore-missing-args --files-from="$list" "$public/" "$target"
rsync -r --delete-missing-args --files-from="$list" "$public/" "$target"
rm "$list"
