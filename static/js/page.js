// What every page does beyond plain links and forms: refusals as a dialog, menus that close, focus after a swap.

const said = document.getElementById("said");

export function say(words) {
  if (said) said.textContent = words;
}

function showRefusal() {
  const dialog = document.getElementById("refusal");
  if (dialog && !dialog.open) dialog.showModal();
}

// What was just put on the page gets the focus; the reason of a refusal is also brought into view, wherever it stands.
export function show(place) {
  const refused = place.matches("[role=alert]");
  place.focus({ preventScroll: true });
  if (refused) place.scrollIntoView({ block: "center" });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "refusal-body") showRefusal();
  const focus = document.querySelector("[data-focus]");
  if (focus && event.detail.target.contains(focus)) show(focus);
});

document.addEventListener("htmx:sendError", () => {
  say("网络不通，没有送出；请稍后再试。");
  const body = document.getElementById("refusal-body");
  if (!body) return;
  const words = document.getElementById("offline");
  if (words) body.replaceChildren(words.content.cloneNode(true));
  showRefusal();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// On a narrow screen the line of steps starts where the matter is now.
export function showHere(root = document) {
  for (const here of root.querySelectorAll(".way [aria-current]")) {
    const way = here.closest(".way");
    way.scrollLeft = here.offsetLeft - (way.clientWidth - here.clientWidth) / 2;
  }
}
showHere();
document.addEventListener("htmx:afterSwap", (event) => requestAnimationFrame(() => showHere(event.detail.target)));

// A form is sent once: a second press while it travels does nothing (the server refuses a second one anyway).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && form.method === "post") {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
});
// Whoever comes to the log-in page after another finds nothing of his.
if (document.querySelector("[data-clear-drafts]")) {
  sessionStorage.clear();
  // A session that ran out while somebody wrote leads here with the way back to his page: that is kept for him.
  if (!new URLSearchParams(location.search).has("next")) {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft-")) localStorage.removeItem(key);
  }
}

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
