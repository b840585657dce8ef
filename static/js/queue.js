// The queue by keyboard. A letter only chooses; Enter sends, so that no slip of a finger decides anything.

import { say, show } from "./page.js";

const item = () => document.querySelector("#item .item");
const opinion = () => document.getElementById("opinion");
const choice = (key) => item()?.querySelector(`button[data-key="${key}"]`);
const writing = (element) => element.matches("textarea, select, input:not([type=checkbox]):not([type=submit])");

let armed = null;

function disarm() {
  armed?.removeAttribute("data-armed");
  armed = null;
  document.querySelector(".bar-say")?.remove();
}

function tell(words) {
  say(words);
  const line = document.querySelector(".bar-say") ?? document.createElement("span");
  line.className = "bar-say";
  line.textContent = words;
  armed.closest(".bar, .more-time")?.append(line);
}

function arm(button) {
  disarm();
  armed = button;
  button.dataset.armed = "";
  const details = button.closest("details");
  if (details) details.open = true;
  const label = button.firstChild.textContent.trim();
  if (button.hasAttribute("data-needs-opinion") && !opinion().value.trim()) {
    opinion().focus();
    tell(`${label}：请写明意见，按 Ctrl+Enter 送出，Esc 取消`);
  } else {
    button.focus();
    tell(`${label}：按 Enter 确认，Esc 取消`);
  }
}

function send() {
  const button = armed;
  disarm();
  button?.click();
}

function step(key) {
  const link = item()?.querySelector(`a[data-key="${key}"]`);
  if (link) link.click();
  else say(key === "j" ? "已经是最后一件" : "已经是第一件");
}

function tick() {
  const box = document.querySelector(`[data-step="${item()?.dataset.item}"] .pick input`);
  if (!box) return say("这一件不能批量圈阅");
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return say(box.checked ? "已选中" : "已取消选中");
}

const on = () => localStorage.getItem("keys") !== "off";

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey && armed) return event.preventDefault(), send();
  if (event.key === "Escape") return escape(event);
  if (event.ctrlKey || writing(event.target) || !on()) return;
  const key = event.key.toLowerCase();
  if (key === "?") document.getElementById("keys").showModal();
  else if (key === "j" || key === "k") step(key);
  else if (key === "x") tick();
  else if (/^[a-z]$/.test(key) && choice(key)) arm(choice(key));
  else return;
  event.preventDefault();
});

function escape(event) {
  if (writing(event.target)) event.target.blur();
  if (armed) say("已取消");
  disarm();
}

// What is being written survives going to another item and back.
function restore() {
  const box = opinion();
  if (!box) return;
  const kept = sessionStorage.getItem(box.dataset.draft);
  if (kept && !box.value) box.value = kept;
  document.querySelector(".phrases")?.removeAttribute("hidden");
}

document.addEventListener("input", (event) => {
  if (event.target.dataset.draft) sessionStorage.setItem(event.target.dataset.draft, event.target.value);
});

document.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]")?.dataset.phrase;
  if (!phrase) return;
  const box = opinion();
  box.value = box.value.trim() ? `${box.value.trimEnd()}${phrase}` : phrase;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") localStorage.setItem("keys", event.target.checked ? "on" : "off");
  if (event.target.closest(".pick")) count();
});

function count() {
  const picked = document.querySelectorAll(".pick input:checked").length;
  const shown = document.getElementById("picked");
  if (shown) shown.textContent = picked ? `${picked} 件` : "";
}

// The list is a page of the queue; whoever goes on beyond it gets the page on which he is.
function mark() {
  const open = item()?.dataset.item;
  if (open && !document.querySelector(`#rows [data-step="${open}"]`)) return location.reload();
  for (const row of document.querySelectorAll("#rows [data-step]")) {
    const now = row.dataset.step === open;
    row.classList.toggle("now", now);
    const link = row.querySelector(".row-title");
    if (now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (now) row.scrollIntoView({ block: "nearest" });
  }
  return undefined;
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "item") return;
  disarm();
  document.body.classList.add("one-item");
  document.querySelector(".queue")?.classList.remove("queue-list-first");
  if (item()) document.title = item().dataset.title;
  const refused = document.getElementById("refused-here");
  document.getElementById("item").scrollTop = 0;
  if (matchMedia("(max-width: 767px)").matches) scrollTo(0, 0);
  mark();
  restore();
  if (refused) show(refused);
});

document.addEventListener("focusout", (event) => {
  if (armed && event.target === armed && !opinion().matches(":focus")) setTimeout(() => {
    if (armed && document.activeElement !== armed && document.activeElement !== opinion()) disarm();
  });
});

document.getElementById("keys-on")?.toggleAttribute("checked", on());
restore();
count();
