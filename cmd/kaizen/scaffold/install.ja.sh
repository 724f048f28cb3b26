#!/bin/sh
# CIに kaizen を入れます: sh .kaizen/install.sh フォルダー
# url はチームで使う kaizen（Linux、amd64）の置き場所に直してください。sum はその sha256 です。
set -eu
url=https://example.com/kaizen_[[.Version]]_linux_amd64
sum=[[.Sum]]
curl -fsSLo "$1/kaizen" "$url"
echo "$sum  $1/kaizen" | sha256sum -c -
chmod +x "$1/kaizen"
