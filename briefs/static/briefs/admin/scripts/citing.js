// Typing @ in a text offers claims, by key and by words. Enter or Tab cites one, Escape closes the list.

import { announce, count } from "./announce.js";
import { Listbox, Matches } from "./listbox.js";
import { caretOf } from "./selecting.js";

// What is typed after an @ that begins a word; a comma, a bracket or a line end closes it.
const TYPED = /(?:^|[\s([;-])@([^\n@[\](){};,]{0,60})$/u;

class Citing {
  constructor(field) {
    this.field = field;
    this.closedAt = -1;
    this.at = -1;
    this.matches = new Matches(field.dataset.cites);
    this.host = document.createElement("div");
    this.host.className = "cite-popup";
    field.after(this.host);
    field.setAttribute("aria-autocomplete", "list");
    this.list = new Listbox(field, { label: "Claims to cite", host: this.host, choose: (item) => this.cite(item) });
    field.addEventListener("input", () => this.look());
    field.addEventListener("click", () => this.look());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && !this.list.open && this.close());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    const { field } = this;
    const before = field.value.slice(0, field.selectionStart);
    const typed = field.selectionStart === field.selectionEnd ? before.match(TYPED) : null;
    if (!typed) {
      this.closedAt = -1;
      this.close();
      return;
    }
    this.at = before.length - typed[1].length - 1;
    if (this.at === this.closedAt) {
      return;
    }
    this.matches.ask(typed[1], (items) => this.show(items), () => announce("Claims could not be fetched."));
  }

  show(items) {
    if (document.activeElement !== this.field) {
      return;
    }
    const wasOpen = this.list.open;
    this.list.show(items);
    if (items.length) {
      this.place();
      announce(`${count(items.length, "claim")} to cite. Arrow keys choose, Enter cites, Escape closes.`);
    } else if (wasOpen) {
      announce("No claim matches.");
    }
  }

  // Below the line one types in, inside the width of the field.
  place() {
    const { field, host } = this;
    const caret = caretOf(field, this.at);
    const width = Math.min(480, field.clientWidth);
    host.style.width = `${width}px`;
    host.style.top = `${field.offsetTop + caret.top - field.scrollTop + caret.height}px`;
    host.style.left = `${field.offsetLeft + Math.max(0, Math.min(caret.left, field.clientWidth - width))}px`;
  }

  close() {
    this.matches.cancel();
    this.list.hide();
  }

  press(event) {
    if (!this.list.open) {
      return;
    }
    const last = this.list.items.length - 1;
    const steps = { ArrowDown: () => this.list.move(1), ArrowUp: () => this.list.move(-1) };
    steps.PageDown = () => this.list.go(last);
    steps.PageUp = () => this.list.go(0);
    if (steps[event.key]) {
      event.preventDefault();
      steps[event.key]();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.closedAt = this.at;
      this.close();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.list.current && !event.isComposing) {
      event.preventDefault();
      this.cite(this.list.current);
    }
  }

  cite({ key, label }) {
    const { field } = this;
    const end = field.selectionStart;
    const paragraph = field.value.slice(0, this.at).split(/\n\s*\n/).at(-1);
    const inside = paragraph.lastIndexOf("[") > paragraph.lastIndexOf("]");
    const rest = field.value.slice(end).match(/^[^[\n]*?([\]])/);
    const braced = /^[\p{L}\p{N}_][\p{L}\p{N}_]*(?:[:.#$%&\-+?<>~/][\p{L}\p{N}_]+)*$/u.test(key) ? key : `{${key}}`;
    const cited = inside ? `@${braced}${rest ? "" : "]"}` : `[@${braced}]`;
    field.focus();
    field.setSelectionRange(this.at, end);
    insert(field, cited);
    this.closedAt = -1;
    this.close();
    announce(`${label} cited.`);
  }
}

// As if it were typed, so that undo takes it back.
export function insert(field, text) {
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function startCiting(form) {
  for (const field of form.querySelectorAll("textarea[data-cites]")) {
    new Citing(field);
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cite-button]");
    const field = button?.closest("markdown-toolbar").field;
    if (field) {
      field.focus();
      const before = field.value.slice(0, field.selectionStart);
      field.setSelectionRange(field.selectionEnd, field.selectionEnd);
      insert(field, /(?:^|[\s([])$/.test(before) ? "@" : " @");
    }
  });
}
