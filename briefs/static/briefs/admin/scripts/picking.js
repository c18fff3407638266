// Text inputs that hold a key become comboboxes; those that hold several keys show them as chips.
// The input the server made keeps the keys under its name, so a form posts the same with and without this.

import { announce, count } from "./announce.js";
import { Listbox, Matches } from "./listbox.js";

class Picker {
  constructor(source) {
    this.source = source;
    this.many = source.hasAttribute("data-pick-many");
    this.box = source.closest(".pick");
    this.labels = new Map(Object.entries(JSON.parse(source.dataset.pickLabels || "{}")));
    this.words = this.box.querySelector(".pick-label");
    this.field = this.many ? this.searchField() : source;
    this.noun = source.dataset.pick;
    this.matches = new Matches(source.dataset.pickUrl);
    const name = document.querySelector(`label[for="${this.field.id}"]`)?.textContent.trim() || this.noun;
    const host = document.createElement("span");
    host.className = "pick-popup";
    this.field.after(host);
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-expanded", "false");
    this.list = new Listbox(this.field, { label: `Matches for ${name}`, host, choose: (item) => this.take(item) });
    this.field.addEventListener("input", () => this.look());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.leave());
    this.field.addEventListener("click", () => this.list.open || this.look());
    if (this.many) {
      source.addEventListener("change", (event) => event.isTrusted || this.draw());
      this.draw();
    }
  }

  searchField() {
    const field = this.source.cloneNode();
    for (const name of ["name", "value", "required", "data-pick", "data-pick-many", "data-pick-labels"]) {
      field.removeAttribute(name);
    }
    field.value = "";
    field.className = "pick-search";
    // The label leads to what one types in; the keys stay in the form, out of sight.
    this.source.id = `${this.source.id}_keys`;
    this.source.hidden = true;
    this.words.hidden = true;
    this.chips = document.createElement("ul");
    this.chips.className = "chips";
    this.source.after(this.chips, field);
    return field;
  }

  get keys() {
    // Only a name that was refused holds a space, and then commas divide.
    const { value } = this.source;
    return value.split(/[,;]/.test(value) ? /[,;\n]+/ : /\s+/).map((key) => key.trim()).filter(Boolean);
  }

  draw() {
    this.chips.replaceChildren(...this.keys.map((key) => this.chip(key)));
    this.chips.hidden = this.keys.length === 0;
  }

  chip(key) {
    const chip = document.createElement("li");
    const label = this.labels.get(key) || key;
    const remove = document.createElement("button");
    chip.className = "chip";
    chip.append(label);
    remove.type = "button";
    remove.className = "chip-remove";
    remove.setAttribute("aria-label", `Remove ${label}`);
    remove.textContent = "×";
    remove.addEventListener("click", () => {
      this.write(this.keys.filter((other) => other !== key));
      announce(`${label} removed.`);
      this.field.focus();
    });
    chip.append(remove);
    return chip;
  }

  write(keys) {
    this.source.value = keys.some((key) => /\s/.test(key)) ? `${keys.join(", ")},` : keys.join(" ");
    this.draw();
    this.source.dispatchEvent(new Event("input", { bubbles: true }));
  }

  look() {
    if (!this.many && this.words) {
      this.words.textContent = "";
    }
    this.matches.ask(
      this.field.value,
      (items) => {
        const taken = this.many ? this.keys : [];
        const left = items.filter((item) => !taken.includes(item.key));
        this.list.show(left, { first: this.field.value !== "" });
        announce(left.length ? `${count(left.length, "match", "matches")}. Arrow keys choose.` : "No match.");
      },
      () => announce("The list could not be fetched. A key can be typed all the same."),
    );
  }

  press(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.list.open) {
        this.list.move(key === "ArrowDown" ? 1 : -1);
      } else {
        this.look();
      }
    } else if (key === "Escape" && this.list.open) {
      event.preventDefault();
      this.close();
    } else if (key === "Enter" && this.list.open && this.list.current) {
      event.preventDefault();
      this.take(this.list.current);
    } else if (key === "Enter" && this.many && this.field.value.trim()) {
      event.preventDefault();
      this.leave();
    } else if ((key === "Home" || key === "End") && this.list.open && this.list.current) {
      event.preventDefault();
      this.list.go(key === "Home" ? 0 : this.list.items.length - 1);
    } else if (key === "Backspace" && this.many && this.field.value === "" && this.keys.length) {
      const last = this.keys.at(-1);
      this.write(this.keys.slice(0, -1));
      announce(`${this.labels.get(last) || last} removed.`);
    }
  }

  take(item) {
    this.labels.set(item.key, item.label);
    if (this.many) {
      this.field.value = "";
      this.write([...this.keys, item.key]);
    } else {
      this.field.value = item.key;
      this.words.textContent = item.label;
      this.field.dispatchEvent(new CustomEvent("briefs:picked", { bubbles: true, detail: item }));
    }
    this.close();
    announce(`${item.label} chosen.`);
  }

  close() {
    this.matches.cancel();
    this.list.hide();
  }

  // What is left in the search field is a key or a name somebody typed without choosing it: the server judges it.
  leave() {
    this.close();
    if (this.many && this.field.value.trim()) {
      const typed = this.field.value.split(/[,;]+/).map((key) => key.trim()).filter(Boolean);
      this.field.value = "";
      this.write([...this.keys, ...typed.filter((key) => !this.keys.includes(key))]);
    }
  }
}

const done = new WeakSet();

// Comboboxes of every pick field below this element that has none yet; for rows added later.
export function makePickers(root = document) {
  for (const source of root.querySelectorAll("input[data-pick]")) {
    if (!done.has(source) && !source.closest("template")) {
      done.add(source);
      new Picker(source);
    }
  }
}

makePickers();
