#!/usr/bin/env bash
# phases.sh PHASE…: runs make's targets one phase after another, those joined by + side by side, and says which runs
# and in the end how long each took. The first that fails ends it.
set -euo pipefail
taken=()

told() {
  local code=$?
  printf '\n'
  [ "${#taken[@]}" -eq 0 ] || printf '%s\n' "${taken[@]}"
  if [ "$code" -eq 0 ]; then printf 'all passed in %d s\n' "$SECONDS"; else printf 'FAILED in: %s\n' "$phase"; fi
}
trap told EXIT

unset MAKEFLAGS MAKELEVEL
for phase in "$@"; do
  printf '\n── %s ──\n' "${phase//+/, }"
  from=$SECONDS
  make --no-print-directory -j4 ${phase//+/ }
  taken+=("$(printf '%5d s  %s' $((SECONDS - from)) "${phase//+/, }")")
done
