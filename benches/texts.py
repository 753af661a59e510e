"""JSON lines for measuring: the clean articles of corpus/ over and over, each time with a line of its own.

texts.py OUT MB [LANGUAGE…]: so many MB of the articles of these languages, English when none is named.
"""
import glob
import json
import sys

out, size, languages = sys.argv[1], int(sys.argv[2]) * 1_000_000, sys.argv[3:] or ["en"]
paths = [path for code in languages for path in sorted(glob.glob(f"corpus/{code}/clean-*.txt"))]
texts = [open(path, encoding="utf-8").read() for path in paths]
with open(out, "w", encoding="utf-8") as lines:
    written = number = 0
    while written < size:
        text = f"{texts[number % len(texts)]}\n{number}\n"
        record = {"id": number, "url": f"https://s{number % 97}.example/{number}", "text": text}
        line = json.dumps(record, ensure_ascii=False) + "\n"
        lines.write(line)
        written += len(line.encode())
        number += 1
