#!/usr/bin/env bash
# Backs up an embedded installation while it runs: database first, objects after.
# Objects are written before the rows that name them and never change, so every row has its object.
#   backup.sh DATA_DIR TARGET_DIR
set -euo pipefail
data=${1:?data folder} target=${2:?target folder}
day=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$target/objects"
python3 - "$data/zhifa.sqlite3" "$target/zhifa-$day.sqlite3" <<'PY'
import sqlite3, sys
source, copy = (sqlite3.connect(path) for path in sys.argv[1:])
with copy:
    source.backup(copy)
assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PY
cp -a --update=none "$data/objects/." "$target/objects/" 2>/dev/null || cp -an "$data/objects/." "$target/objects/"
for keys in keys push/keys; do # what signs, and what the browsers that are pushed to are bound to
  install -m 700 -d "$target/$keys" && cp -a "$data/$keys/." "$target/$keys/" && chmod 700 "$target/$keys"
done
echo "backed up to $target (zhifa-$day.sqlite3)"
