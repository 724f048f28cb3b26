#!/bin/sh
# Builds kaizen for every system into dist/, with checksums: sh .github/release.sh v1.2.3
set -eu
version=$1
cd "$(dirname "$0")/.."
rm -rf dist
mkdir dist
for system in linux darwin windows; do
  for machine in amd64 arm64; do
    ending=
    [ $system != windows ] || ending=.exe
    CGO_ENABLED=0 GOOS=$system GOARCH=$machine go build -trimpath -buildvcs=true -ldflags "-s -w -X main.version=$version" \
      -o "dist/kaizen_${version}_${system}_$machine$ending" ./cmd/kaizen
  done
done
cd dist
sha256sum kaizen_* >SHA256SUMS
cat SHA256SUMS
