#!/usr/bin/env bash
# The real server with the demo city, in a folder that is gone afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export ZHIFA_DATA_DIR=$folder ZHIFA_DEMO=true ZHIFA_LOG_LEVEL=ERROR
# Where a test listens in the place of a push service.
export ZHIFA_PUSH_SERVICES=http://127.0.0.1:$((PORT + 1))
.venv/bin/zhifa demo run &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$folder"' EXIT
trap 'exit 0' TERM INT
wait $server
