#!/usr/bin/env bash
# Times a scan with a lexicon of 5,000 entries and one of 50,000, by turns, and prints the ratio of the medians. The entries are made of words of the
# texts that are scanned, so that their keys are met; both lexicons are read from TOML, which is part of the time.
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=$(realpath "${MTLINT:-target/release/mtlint}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 benches/texts.py "$folder/texts.jsonl" "${MB:-50}"
python3 - "$folder" <<'PYTHON'
import glob, random, re, sys, os
random.seed(1)
words = sorted({word for path in glob.glob("corpus/en/clean-*.txt") for word in re.findall(r"\b[a-z]{3,}\b", open(path, encoding="utf-8").read())})
for size in (5_000, 50_000):
    os.makedirs(f"{sys.argv[1]}/{size}/en")
    seen = set()
    while len(seen) < size:
        seen.add(" ".join(random.sample(words, random.choice((2, 2, 3, 4)))))
    with open(f"{sys.argv[1]}/{size}/en/entries.toml", "w") as out:
        for number, find in enumerate(sorted(seen)):
            out.write(f'[[entry]]\nid = "e{number}"\nrule = "calque/phrase"\nfind = "{find}"\nconfidence = "medium"\n'
                      f'from = {{ fr = "x" }}\nwhy = "made up"\nbad = ["They {find} there"]\ngood = ["They were there"]\n\n')
PYTHON
for _ in $(seq "${ROUNDS:-5}"); do
  for size in 5000 50000; do
    /usr/bin/time -a -o "$folder/times" -f "$size %U" taskset -c "${CORE:-0}" "$mtlint" scan --isolated --quiet --force --threads 1 \
      --lexicon "$folder/$size" -o "$folder/out" "$folder/texts.jsonl"
  done
done
sort -k1,1n -k2,2n "$folder/times" | awk '
  { n[$1]++; second[$1, n[$1]] = $2 }
  END {
    few = second[5000, int((n[5000] + 1) / 2)]; many = second[50000, int((n[50000] + 1) / 2)]
    printf "5,000 entries %.2f s, 50,000 entries %.2f s: %.2f times\n", few, many, many / few
  }'
