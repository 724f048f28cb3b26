#!/bin/sh
# Uploads what `kaizen build --changed LIST` listed: sh rsync.sh PUBLIC LIST TARGET
# First what is new, which nothing leads to yet: pages, and the style and
# pictures of changed ones. Then what changed, and only then goes what is gone.
set -eu
public=$1 list=$2 target=$3
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
touch "$work/here" "$work/gone"
while IFS= read -r name; do
  if [ -e "$public/$name" ]; then
    echo "$name" >>"$work/here"
  else
    echo "$name" >>"$work/gone"
    mkdir -p "$work/empty/$(dirname "$name")" # rsync deletes in folders that it finds
  fi
done <"$list"
rsync -r --ignore-existing --files-from="$work/here" "$public/" "$target"
rsync -rI --delay-updates --files-from="$work/here" "$public/" "$target" # -I: equal size and time prove nothing
[ ! -s "$work/gone" ] || rsync -r --delete-missing-args --files-from="$work/gone" "$work/empty/" "$target"
rm "$list"
