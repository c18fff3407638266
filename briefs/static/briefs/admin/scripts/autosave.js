// Keeps what is typed into a form while it is typed, and says so. Without scripts the form works as before.

import { Server } from "./server.js";
import { forget, found, stash } from "./stash.js";

const PAUSE = 900;
const LONGEST_WAIT = 2_500;
const HEARTBEAT = 20_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 20_000;
const MOST_ON_LEAVING = 60_000;
const NOT_KEPT = /^(csrfmiddlewaretoken$|working_copy_)|password/i;

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

class Keeper {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    // Where it is in view while one writes: the page's own bar of buttons, or one at the end of the form.
    this.line = box.querySelector(".saving-line");
    (this.form.querySelector("[data-saving-line]") ?? this.form).append(this.line);
    this.tabInput = this.form.elements.working_copy_tab;
    this.tabInput.value ||= newName();
    this.restoredInput = this.form.elements.working_copy_restored;
    this.server = new Server(box.dataset.url, this.form.elements.csrfmiddlewaretoken?.value ?? "");
    this.turn = 0;
    this.acknowledged = "unsaved" in box.dataset ? "" : this.snapshot();
    this.waiting = null;
    this.firstTyped = 0;
    this.sending = null;
    this.retry = FIRST_RETRY;
    this.trouble = "";
    this.leaving = false;
    this.#listen();
    if (this.isUnacknowledged()) this.keep();
    else this.#exchange(null);
    this.#takeUpStash();
  }

  fields() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !NOT_KEPT.test(name)) (fields[name] ??= []).push(value);
    }
    return fields;
  }

  snapshot() {
    return JSON.stringify(this.fields());
  }

  isUnacknowledged() {
    return this.snapshot() !== this.acknowledged;
  }

  // Sends what stands in the form now, after whatever is on its way. True once the server has it.
  async keep() {
    clearTimeout(this.waiting);
    this.firstTyped = 0;
    while (this.sending) await this.sending;
    const snapshot = this.snapshot();
    let answer = await this.#exchange(JSON.parse(snapshot));
    if (answer.data.turn > this.turn) {
      // A page that came back refused goes on counting where the one before it stopped.
      this.turn = answer.data.turn;
      answer = await this.#exchange(JSON.parse(snapshot));
    }
    if (answer.kind !== "done") {
      if (this.isUnacknowledged()) this.isStashed = stash(this.box.dataset, this.fields());
      this.#fail(answer);
      return answer;
    }
    this.acknowledged = snapshot;
    this.restoredInput.value = "";
    this.#say("kept", `Kept at ${answer.data.kept_at}`);
    this.#recover();
    if (this.isUnacknowledged() && !this.leaving) this.#typed();
    return answer;
  }

  async #exchange(fields) {
    const message = this.#message(fields);
    const exchange = this.server.send(message);
    this.sending = exchange;
    const answer = await exchange;
    this.sending = null;
    if (answer.kind === "done") this.#showOthers(answer.data.others);
    return answer;
  }

  #message(fields) {
    const { noun, object, user } = this.box.dataset;
    const startedFrom = Number.parseInt(this.form.elements.started_from?.value, 10);
    this.turn += 1;
    return {
      noun,
      object_id: Number(object),
      user: Number(user),
      tab: this.tabInput.value,
      turn: this.turn,
      fields,
      started_from: Number.isNaN(startedFrom) ? null : startedFrom,
      replaces: Number(this.restoredInput.value) || null,
    };
  }

  #listen() {
    const typed = () => this.#typed();
    for (const type of ["input", "change", "formset:added", "formset:removed"]) this.form.addEventListener(type, typed);
    // Django's autocomplete tells only jQuery what was chosen.
    globalThis.django?.jQuery?.(this.form).on("change", typed);
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.box.addEventListener("click", (event) => this.#discard(event));
    setInterval(() => this.#beat(), HEARTBEAT);
    const lookAgain = () => document.visibilityState === "visible" && this.trouble && this.#tryAgain();
    window.addEventListener("online", lookAgain);
    window.addEventListener("focus", lookAgain);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") lookAgain();
      else if (!this.leaving && this.isUnacknowledged()) this.keep();
    });
    window.addEventListener("pagehide", () => this.#close());
    window.addEventListener("pageshow", (event) => {
      this.leaving = false;
      if (event.persisted) this.#beat();
    });
    window.addEventListener("beforeunload", (event) => {
      const snapshot = this.snapshot();
      const isSafe = snapshot === this.acknowledged || (!this.trouble && snapshot.length < MOST_ON_LEAVING);
      if (!this.leaving && !isSafe) event.preventDefault();
    });
  }

  #typed() {
    this.firstTyped ||= Date.now();
    clearTimeout(this.waiting);
    const wait = Math.min(PAUSE, Math.max(0, this.firstTyped + LONGEST_WAIT - Date.now()));
    this.waiting = setTimeout(() => {
      this.firstTyped = 0;
      this.form.dispatchEvent(new CustomEvent("briefs:typed", { bubbles: true }));
      if (this.isUnacknowledged() && !this.leaving) this.keep();
    }, wait);
  }

  #beat() {
    if (this.leaving || this.sending) return;
    if (this.trouble) this.#tryAgain();
    else if (this.isUnacknowledged()) this.keep();
    else this.#exchange(null).then((answer) => answer.kind === "logged out" && this.#fail(answer));
  }

  async #tryAgain() {
    if (this.sending) return;
    const answer = await this.server.refreshToken();
    if (answer.kind === "done") await this.keep();
    else this.#fail(answer);
  }

  #fail(answer) {
    const name = this.box.dataset.username;
    const where = this.isStashed === false ? "on this page only: do not leave it" : "in this tab";
    const sentences = {
      away: `The server cannot be reached since ${clock()}. Your text is kept ${where}, and it goes on by itself.`,
      "logged out": answer.sentence.startsWith("You are logged in as")
        ? answer.sentence
        : `You were logged out at ${clock()}; your text is kept ${where}. Log in as ${name} in another tab, then go on here.`,
    };
    if (this.trouble !== answer.kind || answer.kind === "refused") {
      this.trouble = answer.kind;
      this.#say("state", sentences[answer.kind] ?? answer.sentence, answer.kind === "logged out");
      this.#say("kept", "");
    }
    clearTimeout(this.again);
    if (answer.kind === "refused") return;
    this.again = setTimeout(() => this.#tryAgain(), this.retry);
    this.retry = Math.min(2 * this.retry, LAST_RETRY);
  }

  #recover() {
    clearTimeout(this.again);
    this.retry = FIRST_RETRY;
    forget(this.box.dataset);
    const hadTrouble = this.trouble;
    this.trouble = "";
    if (hadTrouble) this.#say("state", "All is kept again.");
    else this.#say("state", this.hasSaid ? "" : "What you type is kept.");
    this.hasSaid = true;
  }

  // The server must be there, and have the text, before the form goes to it.
  async #submit(event) {
    // What opens beside this page, such as a preview, takes nothing away from it.
    const beside = event.submitter?.formTarget || this.form.target;
    if (event.defaultPrevented || this.isLetGo || (beside && beside !== "_self")) return;
    event.preventDefault();
    if (this.isSubmitting) return;
    this.isSubmitting = true;
    const answer = await this.keep();
    this.isSubmitting = false;
    // What the server refuses to keep for another reason than its size, it may still save.
    if (answer.kind !== "done" && !(answer.kind === "refused" && answer.status !== 413)) {
      const held = "Nothing was sent, and nothing is lost.";
      this.#say("state", `${held} ${this.line.querySelector(".saving-state").dataset.said}`, answer.kind === "logged out");
      return;
    }
    this.isLetGo = this.leaving = true;
    this.form.requestSubmit(event.submitter);
    // Another script may have stopped it, or it opened elsewhere: then this page goes on.
    setTimeout(() => { this.isLetGo = this.leaving = false; }, 3_000);
  }

  async #discard(event) {
    const link = event.target.closest("[data-discard]");
    if (!link) return;
    event.preventDefault();
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.server.token });
    const answer = await fetch(link.href, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type !== "opaqueredirect") {
      window.location.assign(link.href);
      return;
    }
    link.closest(".unsaved").remove();
    this.#say("state", "The unsaved text was discarded.");
  }

  async #takeUpStash() {
    const fields = found(this.box.dataset);
    if (!fields) return;
    const message = { ...this.#message(fields), tab: newName(), replaces: null };
    const before = this.snapshot();
    const answer = await this.server.send(message);
    if (answer.kind !== "done") return;
    forget(this.box.dataset);
    if (this.snapshot() === before && !this.leaving) window.location.reload();
  }

  #close() {
    if (this.leaving) return;
    const fields = this.isUnacknowledged() && this.trouble !== "logged out" ? this.fields() : null;
    const message = { ...this.#message(fields), closes: true };
    if (JSON.stringify(message).length > MOST_ON_LEAVING) message.fields = null;
    this.server.send(message, { leaving: true });
  }

  #showOthers(sentences) {
    const place = this.box.querySelector(".saving-others");
    if (!sentences || [...place.children].map((line) => line.textContent).join("\n") === sentences.join("\n")) return;
    const lines = sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence }));
    place.replaceChildren(...lines);
  }

  #say(part, sentence, withLogin = false) {
    const place = this.line.querySelector(`.saving-${part}`);
    if (place.textContent === sentence) return;
    place.textContent = sentence;
    place.classList.toggle("saving-trouble", part === "state" && Boolean(this.trouble));
    if (part !== "state") return;
    if (!sentence.startsWith("Nothing was sent")) place.dataset.said = sentence;
    if (withLogin) {
      const link = Object.assign(document.createElement("a"), { href: this.box.dataset.login, target: "_blank", rel: "noopener", textContent: "Log in, in a new tab" });
      place.append(" ", link);
    }
  }
}

function newName() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

for (const box of document.querySelectorAll("[data-working-copy]")) new Keeper(box);
