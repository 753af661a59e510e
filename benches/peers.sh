#!/usr/bin/env bash
# Runs `mtlint scan` and its peers on the same text, one core each, by turns, and prints MB a second and the peak of memory side by side.
# Peers that are not installed are passed over: typos, codespell, harper-cli, proselint, and ftfy as a Python package.
#   MB=20          size of the text; slow peers get its first megabyte
#   TEXTS=a.jsonl  texts to take (field "text") instead of the clean articles of corpus/
#   ROUNDS=5       turns, of which the median counts
#   MTLINT=…       the program, PYTHON=… a Python that has ftfy
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=${MTLINT:-target/release/mtlint}
python=${PYTHON:-python3}
[ -x "$mtlint" ] || { echo "build first: cargo build --release" >&2; exit 2; }
mtlint=$(realpath "$mtlint")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/files"
"$python" - "$folder" "${MB:-20}" "${TEXTS:-}" <<'PYTHON'
import glob, json, sys
folder, size, texts = sys.argv[1], int(sys.argv[2]) * 1_000_000, sys.argv[3]
if texts:
    texts = [json.loads(line)["text"] for line in open(texts, encoding="utf-8")]
else:
    texts = [open(path, encoding="utf-8").read() for path in sorted(glob.glob("corpus/en/clean-*.txt"))]
# The same texts as lines of JSON, as a file each, in one file, and a first megabyte in one file.
records, files, written = open(f"{folder}/texts.jsonl", "w", encoding="utf-8"), [], 0
whole, part = open(f"{folder}/whole.txt", "w", encoding="utf-8"), open(f"{folder}/part.txt", "w", encoding="utf-8")
number = 0
while written < size:
    text = texts[number % len(texts)]
    records.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    whole.write(text + "\n\n")
    if written < 1_000_000:
        part.write(text + "\n\n")
    with open(f"{folder}/files/{number}.txt", "w", encoding="utf-8") as file:
        file.write(text)
    written += len(text.encode())
    number += 1
PYTHON
cat > "$folder/mend.py" <<'PYTHON'
import sys, ftfy
for line in open(sys.argv[1], encoding="utf-8"):
    ftfy.fix_text(line)
PYTHON
names=() commands=() sizes=()
peer() { # name, size, command
  names+=("$1"); sizes+=("$2"); commands+=("$3")
}
whole=$(stat -c %s "$folder/whole.txt") part=$(stat -c %s "$folder/part.txt")
peer "mtlint scan" "$whole" "$mtlint scan --isolated --quiet --force --threads 1 -o $folder/out $folder/texts.jsonl"
if command -v typos >/dev/null; then peer typos "$whole" "typos --isolated --threads 1 --format brief $folder/files"; fi
if command -v codespell >/dev/null; then peer codespell "$whole" "codespell $folder/whole.txt"; fi
if "$python" -c 'import ftfy' 2>/dev/null; then peer ftfy "$whole" "$python $folder/mend.py $folder/whole.txt"; fi
if command -v proselint >/dev/null; then peer proselint "$part" "proselint check $folder/part.txt"; fi
if command -v harper-cli >/dev/null; then peer harper "$part" "harper-cli lint $folder/part.txt"; fi
for _ in $(seq "${ROUNDS:-5}"); do
  for at in "${!names[@]}"; do
    # Peers end with another status than 0 when they find something.
    /usr/bin/time -q -a -o "$folder/times" -f "$at ${sizes[$at]} %e %U %S %M" \
      taskset -c "${CORE:-0}" ${commands[$at]} >/dev/null 2>&1 || true
  done
done
for at in "${!names[@]}"; do
  sort -k1,1n -k4,4n "$folder/times" | awk -v at="$at" -v name="${names[$at]}" '
    $1 == at { n++; spent[n] = $4 + $5; if ($6 > peak) peak = $6; size = $2 }
    END {
      middle = int((n + 1) / 2)
      printf "%-12s %8.2f MB a processor second %10.1f MB of memory\n", name, size / 1e6 / spent[middle], peak / 1024
    }'
done
