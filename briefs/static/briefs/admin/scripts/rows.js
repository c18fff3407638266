// Rows of a formset: added from a template, removed, and put in order by button, by keyboard and by dragging.
//
// [data-rows="<prefix>"][data-rows-noun="author"] holds the management form and
//   [data-rows-list] > [data-row]   one row each, with its fields, [data-row-place] (position) and [data-row-delete]
//   template[data-row-template]     an empty row with __prefix__ in its names
//   button[data-row-add][hidden]
// Without scripts the position and the delete box are filled in by hand.

import { announce } from "./announce.js";
import { makePickers } from "./picking.js";

class Rows {
  constructor(box) {
    this.box = box;
    this.prefix = box.dataset.rows;
    this.noun = box.dataset.rowsNoun;
    this.list = box.querySelector("[data-rows-list]");
    this.template = box.querySelector("template[data-row-template]");
    this.total = box.querySelector(`input[name="${this.prefix}-TOTAL_FORMS"]`);
    this.dropBlankRows();
    const rows = this.rows.sort((a, b) => this.placeOf(a) - this.placeOf(b));
    this.list.append(...rows);
    rows.forEach((row) => this.prepare(row));
    const add = box.querySelector("[data-row-add]");
    if (add && this.template) {
      add.hidden = false;
      add.addEventListener("click", () => this.add());
    }
    this.list.addEventListener("click", (event) => this.click(event));
    this.list.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("dragover", (event) => this.dragOver(event));
    this.list.addEventListener("drop", (event) => event.preventDefault());
    box.addEventListener("briefs:add-row", () => this.add());
    this.number();
  }

  get rows() {
    return [...this.list.querySelectorAll(":scope > [data-row]")];
  }

  get shown() {
    return this.rows.filter((row) => !row.hidden);
  }

  field(row, name) {
    return row.querySelector(`[name^="${this.prefix}-"][name$="-${name}"]`);
  }

  placeOf(row) {
    const place = this.field(row, "position");
    return place && place.value !== "" ? Number(place.value) : Number.MAX_SAFE_INTEGER;
  }

  // The empty rows at the end are for those without scripts.
  dropBlankRows() {
    for (const row of this.rows.reverse()) {
      if (!row.hasAttribute("data-row-blank")) {
        break;
      }
      row.remove();
      this.total.value = Number(this.total.value) - 1;
    }
  }

  prepare(row) {
    const place = row.querySelector("[data-row-place]");
    const box = row.querySelector("[data-row-delete]");
    if (place) {
      place.hidden = true;
    }
    if (box) {
      box.hidden = true;
      row.hidden = box.querySelector("input")?.checked ?? false;
    }
    const tools = document.createElement("span");
    tools.className = "row-tools";
    if (place) {
      const grip = document.createElement("span");
      grip.className = "row-grip";
      grip.setAttribute("aria-hidden", "true");
      grip.textContent = "⠿";
      grip.draggable = true;
      grip.addEventListener("dragstart", (event) => this.dragStart(event, row));
      grip.addEventListener("dragend", () => this.dragEnd(row));
      row.prepend(grip);
      tools.append(this.button("up", "↑"), this.button("down", "↓"));
    }
    tools.append(this.button("remove", "×"));
    row.append(tools);
  }

  button(act, sign) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "row-button";
    button.dataset.rowAct = act;
    button.textContent = sign;
    return button;
  }

  nameOf(row) {
    const words = row.querySelector(".pick-label")?.textContent || row.querySelector("input[data-pick]")?.value;
    return words ? words.slice(0, 60) : `new ${this.noun}`;
  }

  number() {
    const { shown } = this;
    shown.forEach((row, at) => {
      const words = { up: "Move up", down: "Move down", remove: "Remove" };
      for (const button of row.querySelectorAll("[data-row-act]")) {
        const act = button.dataset.rowAct;
        button.setAttribute("aria-label", `${words[act]}: ${this.noun} ${at + 1}, ${this.nameOf(row)}`);
        button.title = words[act];
        // Kept focusable: a button that vanished under the finger would lose the place.
        const idle = (act === "up" && at === 0) || (act === "down" && at === shown.length - 1);
        button.setAttribute("aria-disabled", String(idle));
      }
    });
  }

  writePlaces() {
    this.shown.forEach((row, at) => {
      const place = this.field(row, "position");
      if (place) {
        place.value = at;
      }
    });
    this.number();
    this.tell();
  }

  tell() {
    this.list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  add() {
    const at = Number(this.total.value);
    const copy = this.template.content.cloneNode(true);
    const row = copy.querySelector("[data-row]");
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__prefix__")) {
          element.setAttribute(name, value.replaceAll("__prefix__", at));
        }
      }
    }
    const last = Math.max(-1, ...this.shown.map((other) => this.placeOf(other)).filter(Number.isSafeInteger));
    this.list.append(row);
    this.total.value = at + 1;
    const place = this.field(row, "position");
    if (place) {
      place.value = Math.min(last, 32_766) + 1;
    }
    this.prepare(row);
    makePickers(row);
    this.number();
    row.querySelector("input:not([type=hidden]):not([hidden]), textarea, select")?.focus();
    announce(`A ${this.noun} was added, number ${this.shown.length}.`);
    return row;
  }

  remove(row) {
    const at = this.shown.indexOf(row);
    const name = this.nameOf(row);
    const box = row.querySelector("[data-row-delete] input");
    if (box) {
      box.checked = true;
    }
    row.hidden = true;
    this.number();
    this.tell();
    const next = this.shown[Math.min(at, this.shown.length - 1)];
    (next?.querySelector("[data-row-act=remove]") || this.box.querySelector("[data-row-add]"))?.focus();
    announce(`${name} removed. It is gone once you save.`);
  }

  move(row, step, button) {
    const { shown } = this;
    const other = shown[shown.indexOf(row) + step];
    if (!other) {
      return;
    }
    if (step < 0) {
      other.before(row);
    } else {
      other.after(row);
    }
    this.writePlaces();
    button?.focus();
    announce(`${this.nameOf(row)}: now ${this.shown.indexOf(row) + 1} of ${shown.length}.`);
  }

  click(event) {
    const button = event.target.closest("[data-row-act]");
    const row = button?.closest("[data-row]");
    if (!row || button.getAttribute("aria-disabled") === "true") {
      return;
    }
    if (button.dataset.rowAct === "remove") {
      this.remove(row);
    } else {
      this.move(row, button.dataset.rowAct === "up" ? -1 : 1, button);
    }
  }

  // Alt and an arrow moves the row from any of its fields.
  press(event) {
    const row = event.target.closest("[data-row]");
    if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && this.field(row, "position")) {
      event.preventDefault();
      this.move(row, event.key === "ArrowUp" ? -1 : 1, document.activeElement);
    }
  }

  dragStart(event, row) {
    this.dragged = row;
    row.classList.add("row-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.nameOf(row));
    event.dataTransfer.setDragImage(row, 12, 12);
  }

  dragOver(event) {
    const row = event.target.closest("[data-row]");
    if (!this.dragged || !row) {
      return;
    }
    event.preventDefault();
    if (row !== this.dragged) {
      const box = row.getBoundingClientRect();
      const below = event.clientY > box.top + box.height / 2;
      row[below ? "after" : "before"](this.dragged);
    }
  }

  dragEnd(row) {
    row.classList.remove("row-dragged");
    this.dragged = null;
    this.writePlaces();
    announce(`${this.nameOf(row)}: now ${this.shown.indexOf(row) + 1} of ${this.shown.length}.`);
  }
}

for (const box of document.querySelectorAll("[data-rows]")) {
  new Rows(box);
}
