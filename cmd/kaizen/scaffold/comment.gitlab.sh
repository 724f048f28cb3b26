#!/bin/sh
# [[if .Japanese]]マージリクエストに、kaizen diff の結果を1つのコメントとして置き、push のたびに書きかえます[[else]]Keeps one comment with what kaizen diff says on a merge request, and renews it on each push[[end]]: sh .kaizen/comment.gitlab.sh FILE
# [[if .Japanese]]変数 KAIZEN_TOKEN に、プロジェクトのアクセストークン（Reporter、api）を入れてください。なければ、結果は成果物にだけ残ります。[[else]]Let the variable KAIZEN_TOKEN be a project access token (Reporter, api). Without one, the artifact has what there is to say.[[end]]
set -eu
file=$1
[ -s "$file" ] || echo "[[if .Japanese]]サイトを作れませんでした。直すところは check にあります。[[else]]The site cannot be built; what to mend is in the check.[[end]]" >"$file"
if [ -z "${KAIZEN_TOKEN:-}" ]; then
  echo "[[if .Japanese]]KAIZEN_TOKEN がないので、コメントはしません。結果は成果物の $file にあります。[[else]]There is no KAIZEN_TOKEN, so no comment: see $file in the artifacts.[[end]]"
  exit 0
fi
marker='<!-- kaizen diff -->'
notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
printf 'PRIVATE-TOKEN: %s\nContent-Type: application/json\n' "$KAIZEN_TOKEN" >"$work/headers"

ask() { curl -fsS --retry 3 -H "@$work/headers" "$@"; }

{ echo "$marker"; cat "$file"; } | jq -Rs '{body: .}' >"$work/body.json"

# [[if .Japanese]]印のあるコメントでも、ほかの人のものは書きかえません[[else]]a comment with the marker that somebody else wrote is left alone[[end]]
me=$(ask "$CI_API_V4_URL/user" | jq .id)
id='' page=1
while [ -z "$id" ]; do
  ask "$notes?per_page=100&page=$page" >"$work/list.json"
  id=$(jq -r --arg marker "$marker" --argjson me "$me" 'map(select(.author.id == $me and (.body | startswith($marker))))[0].id // empty' "$work/list.json")
  [ "$(jq length "$work/list.json")" = 100 ] || break
  page=$((page + 1))
done
if [ -n "$id" ]; then
  ask -X PUT --data "@$work/body.json" "$notes/$id" >"$work/answer.json"
else
  ask --data "@$work/body.json" "$notes" >"$work/answer.json"
fi
