#!/usr/bin/env bash
# What the tests need of the system: a browser, Chinese fonts and PostgreSQL's server. On Debian as root
# it installs what is missing; elsewhere it says what to install. Arguments: what is wanted besides.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || missing+=(fonts-noto-cjk)
for wanted in "$@"; do
  dpkg -s "$wanted" >/dev/null 2>&1 || missing+=("$wanted")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" fontconfig >/dev/null
else
  echo "Please install first (as root: apt-get install ${missing[*]})" >&2
  exit 1
fi
