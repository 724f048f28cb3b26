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
# Folders that are empty now go too, the deepest first: servers answer "forbidden"
# for an empty one, not "not found". One with files of others stays.
while IFS= read -r name; do
  folder=$(dirname "$name")
  while [ "$folder" != . ] && [ ! -d "$public/$folder" ]; do
    echo "$folder"
    folder=$(dirname "$folder")
  done
done <"$work/gone" | sort -u >"$work/folders"
for depth in $(awk -F/ '{ print NF }' "$work/folders" | sort -rnu); do
  awk -F/ -v depth="$depth" 'NF == depth' "$work/folders" >"$work/level"
  rm -rf "$work/empty"
  while IFS= read -r folder; do mkdir -p "$work/empty/$(dirname "$folder")"; done <"$work/level"
  rsync -r --delete-missing-args --files-from="$work/level" "$work/empty/" "$target"
done
rm "$list"
