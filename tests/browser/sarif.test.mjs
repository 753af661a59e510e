// SARIF as a consumer checks it: against the JSON schema of version 2.1.0, which a package of the registry carries.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";
import Draft04 from "ajv-draft-04";
import formats from "ajv-formats";

const root = resolve(import.meta.dirname, "../..");
const program = process.env.MTLINT ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/mtlint");
const schema = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
// Some patterns of the schema are not those of Unicode mode.
const ajv = new Draft04({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));

const faults = (log) => (valid(log) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));

test("the golden report is valid", () => {
  const log = JSON.parse(readFileSync(join(root, "tests/golden/report.sarif"), "utf8").replace("[VERSION]", "0.1.0"));
  assert.deepEqual(faults(log), []);
  log.runs[0].results[0].level = "bad";
  assert.equal(faults(log).length, 1, "what is not valid is told");
});

test("the reports of the corpus and of nothing are valid", () => {
  for (const words of [["corpus"], ["corpus", "--confidence", "low"], ["LICENSE-MIT", "--select", "name"]]) {
    const run = spawnSync(program, ["report", "--isolated", "--format", "sarif", ...words], { cwd: root, maxBuffer: 1 << 28 });
    assert.equal(run.status, 0, String(run.stderr));
    const log = JSON.parse(run.stdout);
    assert.deepEqual(faults(log), [], words.join(" "));
    if (words[0] === "corpus") assert.ok(log.runs[0].results.some(({ fixes }) => fixes?.length > 0));
  }
});
