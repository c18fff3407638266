// The popup of a combobox: options that a field steers while it keeps the focus (ARIA APG, listbox popup).

let serial = 0;

export class Listbox {
  constructor(field, { label, host, choose }) {
    serial += 1;
    this.field = field;
    this.choose = choose;
    this.items = [];
    this.at = -1;
    this.element = document.createElement("ul");
    this.element.id = `listbox-${serial}`;
    this.element.className = "options";
    this.element.hidden = true;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-label", label);
    host.append(this.element);
    field.setAttribute("aria-controls", this.element.id);
    // The press must not take the focus from the field, nor close the popup before it becomes a click.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.choose(this.items[Number(option.dataset.at)]);
      }
    });
  }

  get open() {
    return !this.element.hidden;
  }

  get current() {
    return this.items[this.at];
  }

  show(items, { first = true } = {}) {
    this.items = items;
    this.element.replaceChildren(...items.map((item, at) => this.option(item, at)));
    this.element.hidden = items.length === 0;
    this.tell();
    this.go(first ? 0 : -1);
  }

  hide() {
    this.element.hidden = true;
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.tell();
  }

  tell() {
    if (this.field.getAttribute("role") === "combobox") {
      this.field.setAttribute("aria-expanded", String(this.open));
    }
  }

  go(at) {
    const options = this.element.children;
    options[this.at]?.setAttribute("aria-selected", "false");
    this.at = options.length && at >= 0 ? at % options.length : -1;
    const option = options[this.at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  move(step) {
    const size = this.items.length;
    this.go(this.at < 0 ? (step > 0 ? 0 : size - 1) : (this.at + step + size) % size);
  }

  option({ key, label, detail }, at) {
    const option = document.createElement("li");
    option.id = `${this.element.id}-${at}`;
    option.className = "option";
    option.dataset.at = at;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    for (const [name, text] of [["key", key], ["label", label], ["detail", detail]]) {
      if (text) {
        const part = document.createElement("span");
        part.className = `option-${name}`;
        part.textContent = text;
        option.append(part, " ");
      }
    }
    return option;
  }
}

// Asks the desk for matches, a moment after the last key; an older question is dropped for a newer one.
export class Matches {
  constructor(url) {
    this.url = url;
    this.timer = 0;
    this.request = null;
  }

  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  ask(words, answer, failure) {
    this.cancel();
    this.timer = setTimeout(async () => {
      const request = (this.request = new AbortController());
      try {
        const response = await fetch(`${this.url}?${new URLSearchParams({ q: words })}`, {
          headers: { Accept: "application/json" },
          signal: request.signal,
        });
        if (!response.ok || response.redirected) {
          throw new Error(String(response.status));
        }
        answer(await response.json());
      } catch (error) {
        if (error.name !== "AbortError") {
          failure();
        }
      }
    }, 120);
  }
}
