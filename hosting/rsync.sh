#!/bin/sh
# Uploads what `kaizen build --changed LIST` listed: sh rsync.sh PUBLIC LIST TARGET
# First what pages need, then pages and feeds, and only then goes what is gone.
set -eu
public=$1 list=$2 target=$3
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
touch "$work/here" "$work/gone"
while read -r name; do
  if [ -e "$public/$name" ]; then
    echo "$name" >>"$work/here"
  else
    echo "$name" >>"$work/gone"
    mkdir -p "$work/empty/$(dirname "$name")" # rsync deletes in folders that it finds
  fi
done <"$list"
grep -E '^(assets|media)/' "$work/here" | rsync -r --files-from=- "$public/" "$target"
rsync -r --delay-updates --files-from="$work/here" "$public/" "$target"
[ ! -s "$work/gone" ] || rsync -r --delete-missing-args --files-from="$work/gone" "$work/empty/" "$target"
rm "$list"
