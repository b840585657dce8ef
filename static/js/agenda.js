// Dragging an item to its place: what is dropped is kept at once, like a press of the arrows beside it.
// Everything here works without a script too, by those arrows.

const form = document.getElementById("agenda-form");
const list = form?.querySelector("[data-agenda]");
let dragged = null;

function rowAt(y) {
  return [...list.querySelectorAll("[data-row]")].find((row) => {
    if (row === dragged) return false;
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

function typing(event) {
  return event.target.closest("input, button, a, label");
}

if (list) {
  list.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!row || typing(event)) return;
    dragged = row;
    row.classList.add("agenda-dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const below = rowAt(event.clientY);
    if (below) list.insertBefore(dragged, below);
    else list.append(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("agenda-dragged");
    dragged = null;
    form.requestSubmit(form.querySelector("button[value=keep]"));
  });
}
