#!/usr/bin/env bash
# Scans a file of GB gigabytes (10), ten gigabytes packed as zstd, and a file whose second line has two gigabytes; prints the time and the peak of
# memory of each, which must stay under 128 MB and 4 MB a thread. Needs a release build and room for the files in TMPDIR, one after the other.
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=$(realpath "${MTLINT:-target/release/mtlint}")
folder=$(mktemp -d "${TMPDIR:-/tmp}/large.XXXXXX")
trap 'rm -rf "$folder"' EXIT
timed() { # what, file
  rm -rf "$folder/out"
  /usr/bin/time -o "$folder/time" -f "%e s, %M KB" "$mtlint" scan --isolated --quiet --write findings,sample -o "$folder/out" "$2" || true
  echo "$1: $(stat -c %s "$2") bytes in $(tail -1 "$folder/time") of memory"
}
python3 benches/texts.py "$folder/part.jsonl" 100
{ head -1 "$folder/part.jsonl"; printf '{"id": "long", "text": "'; head -c 2000000000 /dev/zero | tr '\0' 'a'; printf '"}\n'; tail -1 "$folder/part.jsonl"; } > "$folder/line.jsonl"
timed "a line of 2 GB" "$folder/line.jsonl"
cat "$folder/out/faults.jsonl"
rm "$folder/line.jsonl"
if command -v zstd >/dev/null; then
  zstd -q "$folder/part.jsonl"
  for _ in $(seq 100); do cat "$folder/part.jsonl.zst"; done > "$folder/packed.jsonl.zst"
  timed "ten gigabytes packed" "$folder/packed.jsonl.zst"
fi
for _ in $(seq $((10 * ${GB:-10}))); do cat "$folder/part.jsonl"; done > "$folder/large.jsonl"
timed "a large file" "$folder/large.jsonl"
