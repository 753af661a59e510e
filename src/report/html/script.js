"use strict";
// Filters the notes, and keeps what the reader decides. All edits are made on the bytes of the text, so what is given out is what
// `mtlint fix --decisions` writes. A decision is the number of a suggestion, -1 for "leave it", or null while it is open.
(() => {
  const $ = (id) => document.getElementById(id);
  const tools = $("tools");
  if (!tools) return;
  document.documentElement.classList.add("js");
  tools.hidden = false;
  const data = JSON.parse($("data").textContent);
  const bytes = new TextEncoder().encode(data.text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const slice = (start, end) => decoder.decode(bytes.subarray(start, end));
  const { findings, rows } = data;
  const rowOf = new Map();
  rows.forEach((row, number) => row.findings.forEach((at) => rowOf.set(at, number)));
  const notes = findings.map((_, at) => $("f" + at));
  const radios = findings.map((_, at) => [...notes[at].querySelectorAll("input[type=radio]")]);
  const marks = new Map();
  for (const mark of document.querySelectorAll("a.m")) {
    const at = Number(mark.hash.slice(2));
    marks.set(at, [...(marks.get(at) ?? []), mark]);
  }
  const start = findings.map((finding) => finding.chosen ?? null);
  const state = start.slice();

  const editsOf = (at) => (state[at] === null || state[at] < 0 ? [] : findings[at].suggestions[state[at]].edits);
  // Two edits touch when they change the same bytes, or one inserts where the other begins or ends.
  const touch = (a, b) =>
    a.start === a.end || b.start === b.end ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
  const inTheWay = (at, choice) => {
    const edits = findings[at].suggestions[choice].edits;
    const row = rows[rowOf.get(at)];
    return row ? row.findings.filter((other) => other !== at && editsOf(other).some((a) => edits.some((b) => touch(a, b)))) : [];
  };
  const turns = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const shown = (node, text) => {
    for (const piece of text.replace(/\r\n?/g, "\n").split(/([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069])/)) {
      if (!piece) continue;
      if (turns.test(piece)) {
        const name = document.createElement("span");
        name.className = "u";
        name.textContent = "U+" + piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        node.append(name);
      } else node.append(piece);
    }
  };
  const byPlace = (a, b) => a.start - b.start || a.end - b.end;
  const draw = (number) => {
    const row = rows[number];
    const after = $("r" + number).querySelector(".after");
    after.replaceChildren();
    let end = row.end;
    while (end > row.start && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1;
    let done = row.start;
    for (const edit of row.findings.flatMap(editsOf).sort(byPlace)) {
      shown(after, slice(done, edit.start));
      const made = document.createElement("ins");
      if (edit.text) shown(made, edit.text);
      else made.className = "cut";
      after.append(made);
      done = edit.end;
    }
    shown(after, slice(done, Math.max(done, end)));
  };
  const show = (at) => radios[at].forEach((radio) => (radio.checked = Number(radio.value) === state[at]));
  const stale = new Set();
  const set = (at, choice) => {
    state[at] = choice;
    show(at);
    if (rowOf.has(at)) stale.add(rowOf.get(at));
  };
  const settle = (said) => {
    stale.forEach(draw);
    stale.clear();
    const decidable = state.filter((_, at) => radios[at].length > 0);
    const accepted = decidable.filter((choice) => choice !== null && choice >= 0).length;
    const left = decidable.filter((choice) => choice === -1).length;
    const open = decidable.length - accepted - left;
    const visible = notes.filter((note) => !note.hidden).length;
    $("state").textContent =
      `${accepted} accepted, ${left} left as they are, ${open} open. ${visible} of ${notes.length} notes shown.` + (said ? " " + said : "");
  };

  document.addEventListener("change", (event) => {
    const radio = event.target;
    if (!radio.name || !/^f\d+$/.test(radio.name)) return;
    const at = Number(radio.name.slice(1));
    const choice = Number(radio.value);
    let said = "";
    if (choice >= 0) {
      const others = inTheWay(at, choice);
      others.forEach((other) => set(other, null));
      if (others.length) said = `Note ${others.map((n) => n + 1).join(", ")} changes the same words and is open again.`;
    }
    set(at, choice);
    settle(said);
  });

  const wanted = () => {
    const [family, confidence, decision] = ["by-family", "by-confidence", "by-state"].map((id) => $(id).value);
    const words = $("by-words").value.toLowerCase();
    return (at) => {
      const finding = findings[at];
      const choice = state[at];
      const is = choice === null ? "open" : choice < 0 ? "reject" : "accept";
      return (
        (!family || finding.rule.startsWith(family + "/")) &&
        finding.confidence >= Number(confidence) &&
        (!decision || decision === is) &&
        (!words || notes[at].textContent.toLowerCase().includes(words) || slice(finding.start ?? 0, finding.end ?? 0).toLowerCase().includes(words))
      );
    };
  };
  const filter = () => {
    const is = wanted();
    const only = $("only").checked;
    findings.forEach((_, at) => {
      notes[at].hidden = !is(at);
      (marks.get(at) ?? []).forEach((mark) => mark.classList.toggle("dim", notes[at].hidden));
    });
    rows.forEach((row, number) => ($("r" + number).hidden = only && row.findings.every((at) => notes[at].hidden)));
    settle();
  };
  const families = [...new Set(findings.map((finding) => finding.rule.split("/")[0]))].sort();
  families.forEach((family) => $("by-family").append(new Option(family, family)));
  tools.addEventListener("submit", (event) => event.preventDefault());
  ["by-family", "by-confidence", "by-state", "only"].forEach((id) => $(id).addEventListener("change", filter));
  $("by-words").addEventListener("input", filter);

  const each = (decide) => {
    findings.forEach((_, at) => notes[at].hidden || radios[at].length === 0 || decide(at));
    settle();
  };
  $("accept-shown").addEventListener("click", () =>
    each((at) => {
      const best = Number(radios[at][0].value);
      if ((state[at] === null || state[at] < 0) && inTheWay(at, best).length === 0) set(at, best);
    })
  );
  $("reject-shown").addEventListener("click", () => each((at) => set(at, -1)));
  $("clear").addEventListener("click", () => {
    start.forEach((choice, at) => state[at] !== choice && set(at, choice));
    settle();
  });

  const name = data.path.split(/[\\/]/).pop() || "text";
  const save = (parts, as, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type }));
    link.download = as;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  $("save-text").addEventListener("click", () => {
    const parts = data.offset ? [new Uint8Array([0xef, 0xbb, 0xbf])] : [];
    let done = 0;
    for (const edit of findings.flatMap((_, at) => editsOf(at)).sort(byPlace)) {
      parts.push(bytes.subarray(done, edit.start), edit.text);
      done = edit.end;
    }
    parts.push(bytes.subarray(done));
    save(parts, name, "text/plain");
  });
  $("save-decisions").addEventListener("click", () => {
    const shift = (edit) => ({ start: edit.start + data.offset, end: edit.end + data.offset, text: edit.text });
    const decisions = [];
    findings.forEach((finding, at) => {
      if (state[at] === null) return;
      const place = "start" in finding ? shift({ ...finding, text: slice(finding.start, finding.end) }) : {};
      decisions.push({
        decision: state[at] < 0 ? "reject" : "accept",
        rule: finding.rule,
        message: finding.message,
        ...place,
        edits: editsOf(at).map(shift),
      });
    });
    const files = [{ path: data.path, sha256: data.sha256, decisions }];
    save([JSON.stringify({ "mtlint-decisions": data.version, files }, null, 1) + "\n"], "decisions.json", "application/json");
  });

  // A browser may bring back radio buttons of an earlier visit.
  findings.forEach((_, at) => show(at));
  settle();
})();
