#!/usr/bin/env bash
# Times `mtlint scan` on JSON lines made of the clean articles of corpus/, plain and packed, on one thread and on all, by turns.
# Prints the medians of MB of JSON lines a second, by the clock and by the processor (which a busy machine changes less), and the largest peak
# of memory. Needs a release build; MB=200 sets the size.
set -euo pipefail
cd "$(dirname "$0")/.."
mtlint=${MTLINT:-target/release/mtlint}
[ -x "$mtlint" ] || { echo "build first: cargo build --release" >&2; exit 2; }
mtlint=$(realpath "$mtlint")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 benches/texts.py "$folder/plain.jsonl" "${MB:-200}"
gzip -4 -k "$folder/plain.jsonl"
cp "$folder/plain.jsonl.gz" "$folder/gzip.jsonl.gz"
inputs=(plain.jsonl gzip.jsonl.gz)
if command -v zstd >/dev/null; then zstd -q "$folder/plain.jsonl" -o "$folder/zstd.jsonl.zst"; inputs+=(zstd.jsonl.zst); fi
# Web archives of the same texts: extracted (WET), and as pages, whose HTML is counted as input like the lines of JSON.
python3 - "$folder" <<'PYTHON'
import json, sys
folder = sys.argv[1]
wet, warc = open(f"{folder}/extracted.warc", "wb"), open(f"{folder}/pages.warc", "wb")
def record(kind, url, body):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <{url}>\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"
for line in open(f"{folder}/plain.jsonl", encoding="utf-8"):
    read = json.loads(line)
    wet.write(record("conversion", read["url"], read["text"].encode()))
    text = "".join(f"<p>{part}</p>\n" for part in read["text"].replace("&", "&amp;").replace("<", "&lt;").split("\n") if part)
    page = f"<html><head><title>Page</title></head><body><nav><a href=/>Home</a></nav><article>{text}</article><footer>End</footer></body></html>"
    warc.write(record("response", read["url"], b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()))
PYTHON
inputs+=(extracted.warc pages.warc)
bytes=$(stat -c %s "$folder/plain.jsonl")
for _ in 1 2 3; do
  for input in "${inputs[@]}"; do
    for threads in 1 "$(nproc)"; do
      /usr/bin/time -a -o "$folder/times" -f "$input $threads %e %M %U" \
        "$mtlint" scan --isolated --quiet --force --threads "$threads" --source-field url -o "$folder/out" "$folder/$input"
    done
  done
done
sort -k1,1 -k2,2n -k3,3n "$folder/times" | awk -v bytes="$bytes" '
  { key = $1 " on " $2; n[key]++; second[key, n[key]] = $3; spent[key] += $5; if ($4 > peak) peak = $4 }
  END {
    for (key in n) printf "%s: %.1f MB/s, %.1f MB a processor second\n", key, bytes / 1e6 / second[key, 2], bytes / 1e6 / (spent[key] / n[key])
    printf "peak memory: %.1f MB\n", peak / 1024
  }' | sort
