#!/usr/bin/env bash
# python-packages.sh LOCK: installs into .venv what a lock file names, every hash checked, and this project itself.
# uv does in twenty seconds what pip takes minutes for. Where uv cannot be had, or does not find what pip is
# configured to find (it does not read pip's configuration), pip does it.
set -euo pipefail
python=.venv/bin/python
uv=.make/uv/bin/uv

by_pip() { $python -m pip install -q --disable-pip-version-check "$@" 2> >(grep -v '^WARNING: Location' >&2); }

# The pinned uv of the development lock file, with its hashes.
uv_pin() { awk '/^[^ ]/ { on = /^uv==/ } on' requirements-dev.lock; }

install() {
  if [ -x $uv ] && $uv pip install -q --python $python "$@"; then return; fi
  by_pip "$@"
}

[ -x $python ] || "${PYTHON:-python3}" -m venv .venv
[ -x $uv ] || by_pip --require-hashes --target .make/uv -r <(uv_pin) || echo 'Without uv: pip takes a little longer.' >&2
install --require-hashes -r "$1"
install --no-deps -e .
