#!/bin/sh
# [[if .Japanese]]マージリクエストに、kaizen diff の結果を1つのコメントとして置き、push のたびに書きかえます[[else]]Keeps one comment with what kaizen diff says on a pull request, and renews it on each push[[end]]: sh .kaizen/comment.github.sh FILE
set -eu
file=$1
marker='<!-- kaizen diff -->'
comments="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
printf 'Authorization: Bearer %s\nAccept: application/vnd.github+json\n' "$GH_TOKEN" >"$work/headers"

ask() { curl -fsS --retry 3 -H "@$work/headers" "$@"; }

[ -s "$file" ] || echo "[[if .Japanese]]サイトを作れませんでした。直すところは check にあります。[[else]]The site cannot be built; what to mend is in the check.[[end]]" >"$file"
{ echo "$marker"; cat "$file"; } | jq -Rs '{body: .}' >"$work/body.json"

# [[if .Japanese]]印のあるコメントでも、ほかの人のものは書きかえません[[else]]a comment with the marker that somebody else wrote is left alone[[end]]
id='' page=1
while [ -z "$id" ]; do
  ask "$comments?per_page=100&page=$page" >"$work/list.json"
  id=$(jq -r --arg marker "$marker" 'map(select(.user.login == "github-actions[bot]" and (.body | startswith($marker))))[0].id // empty' "$work/list.json")
  [ "$(jq length "$work/list.json")" = 100 ] || break
  page=$((page + 1))
done
if [ -n "$id" ]; then
  ask -X PATCH --data "@$work/body.json" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments/$id" >"$work/answer.json"
else
  ask --data "@$work/body.json" "$comments" >"$work/answer.json"
fi
