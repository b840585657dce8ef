// What a secretary types in a meeting is never lost: it is kept on this machine with each key, sent as soon as there is
// a line, and never takes a colleague's place unseen. And the clocks.

const WAIT = 800; // milliseconds after the last key
const AGAIN = [2000, 5000, 10000]; // after a failure

// Clocks: the server says how many seconds have gone; the page counts on.
const begun = new WeakMap();

function tick() {
  for (const clock of document.querySelectorAll("[data-elapsed]")) {
    if (!begun.has(clock)) begun.set(clock, Date.now() - Number(clock.dataset.elapsed) * 1000);
    const gone = clock.hasAttribute("data-stopped") ? Number(clock.dataset.elapsed) : Math.floor((Date.now() - begun.get(clock)) / 1000);
    const pad = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(gone / 3600);
    clock.textContent = `${hours ? `${hours}:` : ""}${pad(Math.floor(gone / 60) % 60)}:${pad(gone % 60)}`;
    const limit = Number(clock.dataset.limit);
    clock.toggleAttribute("data-over", limit > 0 && gone > limit);
  }
}
tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSwap", tick);

// A colleague has gone on to another item.
document.addEventListener("htmx:afterSwap", () => {
  const mine = document.querySelector(".sitting")?.dataset.current;
  const now = document.getElementById("present")?.dataset.current;
  const line = document.getElementById("moved-on");
  if (line && mine !== undefined && now !== undefined) line.hidden = mine === now;
});

// Keeping what is typed
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "seen"]);

class Kept {
  constructor(form) {
    this.form = form;
    this.key = `kept-${form.dataset.keep}`;
    this.address = form.dataset.keepTo ?? form.action;
    this.failures = 0;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.leave(event));
    form.querySelector("[data-merge]")?.addEventListener("click", () => this.merge());
    form.querySelector("[data-take]")?.addEventListener("click", () => this.take());
    this.restore();
  }

  get seen() { return this.form.elements.seen; }

  fields() {
    return [...new FormData(this.form)].filter(([name]) => !NOT_KEPT.has(name) && !name.startsWith("reason-"));
  }

  say(words, tone = "") {
    const line = this.form.querySelector(".kept-say");
    line.textContent = words;
    line.dataset.tone = tone;
  }

  typed() {
    this.store();
    clearTimeout(this.timer);
    if (!this.theirs) this.timer = setTimeout(() => this.send(), WAIT);
  }

  store(submitted = false) {
    localStorage.setItem(this.key, JSON.stringify({ seen: this.seen.value, fields: this.fields(), submitted }));
  }

  // What was typed before a reload or a lost line comes back; over a newer text of a colleague's both are shown.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    const same = JSON.stringify(kept.fields) === JSON.stringify(this.fields());
    if (same || (kept.submitted && kept.seen !== this.seen.value)) return localStorage.removeItem(this.key);
    const there = { version: Number(this.seen.value), text: this.form.elements.text.value, by: "别的会务人员" };
    this.fill(kept.fields);
    if (kept.seen === this.seen.value) {
      this.say("已恢复上次没有送出的内容", "warn");
      this.timer = setTimeout(() => this.send(), WAIT);
    } else this.differ(there);
    return undefined;
  }

  fill(fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const element of this.form.elements) {
      if (!element.name || NOT_KEPT.has(element.name) || element.name.startsWith("reason-")) continue;
      const wanted = values.get(element.name) ?? [];
      if (element.type === "checkbox" || element.type === "radio") element.checked = wanted.includes(element.value);
      else element.value = wanted[0] ?? "";
    }
  }

  async send() {
    if (this.theirs || this.sending) return;
    this.sending = true;
    const sent = JSON.stringify(this.fields());
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(this.address, { method: "POST", body: new FormData(this.form), headers, redirect: "error" });
      this.answered(answer.status, await answer.json(), sent);
    } catch {
      this.failed();
    }
    this.sending = false;
    const pressed = this.pressed;
    this.pressed = null;
    if (pressed && !this.theirs) this.form.requestSubmit(pressed);
  }

  answered(status, said, sent) {
    this.failures = 0;
    if (status === 409 && said.version !== undefined) return this.differ(said);
    if (status !== 200) return this.say(`没有保存：${said.said}（已存在本机）`, "warn");
    this.seen.value = said.version;
    if (JSON.stringify(this.fields()) === sent) {
      localStorage.removeItem(this.key);
      return this.say(`已保存 ${said.at}`);
    }
    this.typed();
    return undefined;
  }

  failed() {
    const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
    this.failures += 1;
    this.say("网络不通，已存在本机；连上后自动保存", "warn");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  differ(theirs) {
    this.theirs = theirs;
    const box = this.form.querySelector(".kept-theirs") ?? this.box();
    box.querySelector(".kept-by").textContent = `${theirs.by}在此期间保存的文字：`;
    box.querySelector(".kept-text").textContent = theirs.text;
    box.hidden = false;
    this.say("两份文字不同，请对照合并", "warn");
  }

  box() {
    const box = document.querySelector(".kept-theirs").cloneNode(true);
    box.querySelector("[data-merge]").addEventListener("click", () => this.merge());
    box.querySelector("[data-take]").addEventListener("click", () => this.take());
    this.form.append(box);
    return box;
  }

  merge() {
    this.seen.value = this.theirs.version;
    this.settled();
  }

  take() {
    this.form.elements.text.value = this.theirs.text;
    this.merge();
  }

  settled() {
    this.theirs = null;
    this.form.querySelector(".kept-theirs").hidden = true;
    this.store();
    this.send();
  }

  // The form itself is sent: once a newer version is there it has arrived, and nothing needs to be kept any more. While
  // what was typed is still on its way it waits for the answer; else it would meet its own words as a colleague's.
  leave(event) {
    clearTimeout(this.timer);
    if (this.sending && !this.left) {
      event.preventDefault();
      event.stopPropagation(); // it is not sent yet
      this.pressed = event.submitter;
      return;
    }
    this.sending = this.left = true;
    this.store(true);
  }
}

const kept = [...document.querySelectorAll("form.kept")].map((form) => new Kept(form));
addEventListener("online", () => { for (const one of kept) if (localStorage.getItem(one.key)) one.send(); });
