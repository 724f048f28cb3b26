#!/bin/sh
# Uploads a site to a bucket: sh s3.sh PUBLIC s3://BUCKET[/PATH]
# Needs the AWS command line; AWS_ENDPOINT_URL names another provider.
set -eu
public=$1 target=$2
for folder in assets media; do
  [ ! -d "$public/$folder" ] ||
    aws s3 sync "$public/$folder" "$target/$folder" --size-only --exclude '*.gz' --exclude '*.br' --cache-control 'public, max-age=31536000, immutable'
done
aws s3 sync "$public" "$target" --exclude 'assets/*' --exclude 'media/*' --exclude '_*' --exclude '*.gz' --exclude '*.br' --cache-control no-cache
# What is gone goes last. Assets of older pages may still be asked for: they stay.
aws s3 sync "$public" "$target" --exclude 'assets/*' --exclude 'media/*' --exclude '_*' --exclude '*.gz' --exclude '*.br' --delete --cache-control no-cache
