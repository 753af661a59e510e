#!/usr/bin/env bash
# Kills a scan at random moments and goes on with it, until it has been killed KILLS times and is done; what it wrote must be the bytes of a scan
# that nobody killed. Needs a release build; MB=1000 sets the size of the input, KILLS=50 the number, SEED=1 the moments.
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=$(realpath "${MTLINT:-target/release/mtlint}")
folder=$(mktemp -d "${TMPDIR:-/tmp}/kills.XXXXXX")
trap 'rm -rf "$folder"' EXIT
python3 benches/texts.py "$folder/texts.jsonl" "${MB:-1000}"
options=(scan --isolated --quiet --fix --source-field url --write "findings,documents,sample,attributes" "$folder/texts.jsonl")
start=$(date +%s.%N)
"$mtlint" "${options[@]}" -o "$folder/whole"
took=$(echo "$(date +%s.%N) - $start" | bc)
echo "unbroken: $took s"
RANDOM=${SEED:-1}
kills=0
while [ "$kills" -lt "${KILLS:-50}" ]; do
  # From a hundredth of the run to a tenth, so that most kills come in its middle; where it is done, it begins anew.
  wait=$(echo "$took * (0.01 + 0.09 * $RANDOM / 32768)" | bc -l)
  "$mtlint" "${options[@]}" -o "$folder/killed" --resume & pid=$!
  sleep "$wait"
  if kill -9 "$pid" 2>/dev/null; then
    kills=$((kills + 1))
    wait "$pid" 2>/dev/null || true
  else
    wait "$pid"
    diff -r -x manifest.json -x checkpoint.json "$folder/whole" "$folder/killed"
    echo "done after $kills kills: the same bytes; once more from the start"
    rm -r "$folder/killed"
  fi
done
"$mtlint" "${options[@]}" -o "$folder/killed" --resume
diff -r -x manifest.json -x checkpoint.json "$folder/whole" "$folder/killed"
echo "$kills kills: the same bytes"
