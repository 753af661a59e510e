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
articles=(corpus/en/*.txt)
for n in $(seq 1 200); do
  for article in "${articles[@]}"; do cp "$article" "$folder/$n-$(basename "$article")"; done
done
bytes=$(cat "$folder"/*.txt | wc -c)
seconds() {
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null 2>&1 || true
  end=$(date +%s.%N)
  echo "$end - $start" | bc
}
ours=() theirs=()
for _ in 1 2 3 4 5; do
  ours+=("$(seconds taskset -c 0 "$mtlint" check --isolated --quiet --format jsonl "$folder")")
  theirs+=("$(seconds taskset -c 0 typos --isolated --threads 1 --format brief "$folder")")
done
median() { printf '%s\n' "$@" | sort -n | sed -n 3p; }
a=$(median "${ours[@]}") b=$(median "${theirs[@]}")
echo "$bytes bytes; mtlint $a s, typos $b s; mtlint is $(echo "scale=1; $b / $a" | bc) times as fast"
