// Writing minutes: paragraphs with levels, numbers by themselves, kept on this machine until they are saved.
// Without this script the plain text area does the same work by hand.

const NUMERALS = "一二三四五六七八九十";
const MARKS = [
  [1, /^[一二三四五六七八九十百]+、\s*/],
  [2, /^[（(][一二三四五六七八九十百]+[）)]\s*/],
  [3, /^\d{1,2}[.．](?!\d)\s*/],
  [4, /^[（(]\d{1,2}[）)]\s*/],
];
const WAIT = 600;

export function chinese(number) {
  if (number <= 10) return NUMERALS[number - 1];
  const tens = Math.floor(number / 10);
  return (tens > 1 ? NUMERALS[tens - 1] : "") + "十" + (number % 10 ? NUMERALS[(number % 10) - 1] : "");
}

const number = (level, count) => [`${chinese(count)}、`, `（${chinese(count)}）`, `${count}.`, `（${count}）`][level - 1];

// A line of text -> its level and the text without the number.
export function parsed(line) {
  const found = MARKS.find(([, mark]) => mark.test(line));
  return found ? { level: found[0], text: line.replace(found[1], "") } : { level: 0, text: line };
}

// Paragraphs with levels -> lines with numbers, each level counted anew under what stands above it.
export function numbered(lines) {
  const counts = [0, 0, 0, 0, 0];
  return lines.map(({ level, text }) => {
    if (!level) return text;
    counts[level] += 1;
    counts.fill(0, level + 1);
    return number(level, counts[level]) + text;
  });
}

// What another program put on the clipboard, as plain lines; of a page without plain text its words alone.
export function plain(data) {
  const text = data.getData("text/plain");
  if (text) return text;
  const words = data.getData("text/html").replace(/<(br|\/(p|div|h\d|li|tr|td))[^>]*>/gi, "\n").replace(/<[^>]*>/g, "");
  return new DOMParser().parseFromString(words, "text/html").documentElement.textContent;
}

const cleaned = (text) => text.replace(/[\u200b\ufeff]/g, "").replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, "");

function openEditor(form, area) {
  const Quill = window.Quill;
  const { ClassAttributor, Scope } = Quill.import("parchment");
  Quill.register(new ClassAttributor("level", "ql-level", { scope: Scope.BLOCK, whitelist: ["1", "2", "3", "4"] }), true);
  const host = form.querySelector("#editor");
  const quill = new Quill(host, { formats: ["level"], modules: { history: { userOnly: true } } });
  const levelOf = (line) => Number(line.formats().level || 0);
  const levels = form.querySelector(".levels");

  function read() {
    const lines = quill.getLines().map((line) => ({ level: levelOf(line), text: cleaned(line.domNode.textContent) }));
    return numbered(lines.filter((line) => line.text)).join("\n");
  }
  function write(text) {
    const lines = text.split(/\r?\n/).map(cleaned).filter(Boolean).map(parsed);
    const ops = lines.flatMap(({ level, text: words }) => [
      { insert: words },
      level ? { insert: "\n", attributes: { level: String(level) } } : { insert: "\n" },
    ]);
    quill.setContents(ops.length ? ops : [{ insert: "\n" }], "silent");
    quill.history.clear();
  }
  // What is typed or pasted with its own number becomes a level.
  function takeNumbers() {
    if (quill.composition?.isComposing) return;
    for (const line of quill.getLines()) {
      const { level, text } = parsed(line.domNode.textContent);
      if (!level || !text) continue;
      const at = quill.getIndex(line);
      quill.deleteText(at, line.domNode.textContent.length - text.length, "user");
      quill.formatLine(at, 1, "level", String(level), "user");
    }
  }
  function setLevel(level) {
    const range = quill.getSelection(true);
    quill.formatLine(range.index, Math.max(range.length, 1), "level", level ? String(level) : false, "user");
    quill.focus();
  }
  function show() {
    const range = quill.getSelection();
    const here = range ? Number(quill.getFormat(range).level || 0) : 0;
    for (const button of levels.querySelectorAll("[data-level]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.level) === here));
    }
  }

  function paste(event) {
    event.preventDefault();
    event.stopPropagation();
    const lines = plain(event.clipboardData).split(/\r?\n/).map(cleaned).filter(Boolean);
    const range = quill.getSelection(true);
    quill.deleteText(range.index, range.length, "user");
    quill.insertText(range.index, lines.join("\n"), "user");
    quill.setSelection(range.index + lines.join("\n").length, 0);
  }
  host.addEventListener("paste", paste, true);

  for (const key of ["0", "1", "2", "3", "4"]) {
    quill.keyboard.addBinding({ key, altKey: true }, () => setLevel(Number(key)));
  }
  levels.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("undo" in button.dataset) quill.history.undo();
    else if ("redo" in button.dataset) quill.history.redo();
    else setLevel(Number(button.dataset.level));
    show();
  });
  quill.on("selection-change", show);
  quill.on("text-change", (_delta, _old, source) => {
    if (source === "user") takeNumbers();
    area.value = read();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-multiline", "true");
  quill.root.setAttribute("aria-labelledby", "body-label");
  write(area.value);
  host.hidden = levels.hidden = false;
  area.hidden = true;
  return write;
}

// --- kept on this machine -------------------------------------------------------------------------------

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(`draft-${key}`) || "null");
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    if (value) localStorage.setItem(`draft-${key}`, JSON.stringify(value));
    else localStorage.removeItem(`draft-${key}`);
    return true;
  } catch {
    return false; // no room, or not allowed: the page itself still has what was typed
  }
}

const FIELDS = ["title", "body", "apart"];
const typed = (form) => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
const same = (one, other) => FIELDS.every((name) => (one[name] ?? "") === (other[name] ?? ""));
const clockTime = (at) => new Date(at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

function offer(form, key, write) {
  const before = kept(key);
  const bar = document.getElementById("kept");
  if (!before || same(before.typed, typed(form))) return void keep(key, null);
  const stale = before.seen !== form.elements.seen?.value ? "；此后别人保存过，恢复后请核对" : "";
  bar.querySelector("[data-kept-words]").textContent = `这台电脑上有${clockTime(before.at)}填写、没有保存的内容${stale}。`;
  bar.hidden = false;
  bar.querySelector("[data-restore]").addEventListener("click", () => {
    for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = before.typed[name] ?? "";
    write(form.elements.body.value);
    form.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
    bar.hidden = true;
  });
  bar.querySelector("[data-discard]").addEventListener("click", () => {
    keep(key, null);
    bar.hidden = true;
  });
}

function watch(form, key) {
  const words = document.getElementById("saved-here");
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const done = keep(key, { typed: typed(form), seen: form.elements.seen?.value, at: Date.now(), sent: false });
      if (words) words.textContent = done ? `已暂存在这台电脑（${clockTime(Date.now())}），还没有保存` : "没能暂存，请及时保存";
    }, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(key, { typed: typed(form), seen: form.elements.seen?.value, at: Date.now(), sent: true });
  });
}

const form = document.querySelector("[data-minutes]");
if (form) {
  const area = form.elements.body;
  const write = window.Quill ? openEditor(form, area) : (text) => void (area.value = text);
  offer(form, form.dataset.minutes, write);
  watch(form, form.dataset.minutes);
}

// The page of the minutes is where a save leads: what was sent has arrived.
const page = document.querySelector("[data-kept]");
if (page && kept(page.dataset.kept)?.sent) keep(page.dataset.kept, null);
