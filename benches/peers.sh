#!/usr/bin/env bash
# Times mtlint and typos on the same files, by turns, one core each, and prints the ratio of the medians.
# Needs `typos` on the path (cargo install typos-cli) and a release build of mtlint.
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=target/release/mtlint
[ -x "$mtlint" ] || { echo "build first: cargo build --release" >&2; exit 2; }
command -v typos >/dev/null || { echo "typos is not installed: cargo install typos-cli" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seconds() {
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null 2>&1 || true
  end=$(date +%s.%N)
  echo "$end - $start" | bc
}
median() { printf '%s\n' "$@" | sort -n | sed -n 3p; }
# Articles with twenty artifacts each, whose findings have to be written out, and clean ones.
for kind in marked clean; do
  rm -rf "$folder/text" && mkdir "$folder/text"
  articles=()
  for article in corpus/en/*.txt; do
    case $(basename "$article") in clean-*) is=clean ;; *) is=marked ;; esac
    if [ "$is" = "$kind" ]; then articles+=("$article"); fi
  done
  for n in $(seq 1 300); do
    for article in "${articles[@]}"; do cp "$article" "$folder/text/$n-$(basename "$article")"; done
  done
  bytes=$(cat "$folder"/text/*.txt | wc -c)
  ours=() theirs=()
  for _ in 1 2 3 4 5; do
    ours+=("$(seconds taskset -c 0 "$mtlint" check --isolated --quiet --format jsonl "$folder/text")")
    theirs+=("$(seconds taskset -c 0 typos --isolated --threads 1 --format brief "$folder/text")")
  done
  a=$(median "${ours[@]}") b=$(median "${theirs[@]}")
  echo "$kind: $bytes bytes; mtlint $a s, typos $b s; mtlint is $(echo "scale=1; $b / $a" | bc) times as fast"
done
