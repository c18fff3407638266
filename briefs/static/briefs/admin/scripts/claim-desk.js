// The claim desk: a passage is chosen by selecting its words in the text of its capture.
//
// [data-passage="<prefix>"] is the card of one passage, with its fields <prefix>-capture, -exact and -paragraph;
//   [data-paragraph] > [data-words]     a numbered paragraph that is shown in it, wherever
//   [data-choose-url] > [data-choose-text], [data-choose-show], [data-choose-use]
// Without scripts the passage and its paragraph are typed.

import { announce } from "./announce.js";

const FAR = 300;
const AROUND = 100;

const box = document.querySelector("[data-rows]");

function fieldOf(card, name) {
  return card.querySelector(`[name="${prefixOf(card)}-${name}"]`);
}

// A row made from the template gets its number in its attributes, so it is read anew each time.
function prefixOf(card) {
  return card.dataset.passage;
}

function write(card, name, value) {
  const field = fieldOf(card, name);
  // While a conflict is settled, a field may be a choice between two texts.
  if (!field || field.type === "radio") {
    return;
  }
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What of the selection lies in the paragraphs of a card, and where it begins; null when nothing does.
function selectedWords(card) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const lines = [...card.querySelectorAll("[data-words]")].filter((line) => range.intersectsNode(line));
  const parts = lines
    .map((line) => ({ text: overlap(range, line), paragraph: line.closest("[data-paragraph]").dataset.paragraph }))
    .filter((part) => part.text);
  if (!parts.length) {
    return null;
  }
  return { text: parts.map((part) => part.text).join("\n"), paragraph: parts[0].paragraph };
}

function overlap(range, line) {
  const part = document.createRange();
  part.selectNodeContents(line);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part.toString().trim();
}

function take(card, { text, paragraph }) {
  write(card, "exact", text);
  write(card, "paragraph", paragraph);
  fieldOf(card, "exact")?.focus();
  announce(`The passage is now the words you chose, in paragraph ${paragraph}. Save to keep it.`);
}

function say(card, sentence) {
  const line = document.createElement("p");
  line.className = "help";
  line.textContent = sentence;
  card.querySelector("[data-choose-text]").replaceChildren(line);
  announce(sentence);
}

async function showText(card) {
  const id = fieldOf(card, "capture")?.value.trim() ?? "";
  if (!/^\d{1,18}$/.test(id)) {
    say(card, "Choose a capture first.");
    return;
  }
  const paragraph = Number(fieldOf(card, "paragraph")?.value) || 1;
  const from = paragraph > FAR ? paragraph - AROUND : 1;
  const url = card.querySelector("[data-choose-url]").dataset.chooseUrl.replace(/0\/$/, `${id}/`);
  let answer;
  try {
    answer = await fetch(`${url}?from=${from}`, { redirect: "error" });
  } catch {
    say(card, "The text could not be fetched. Look at your connection and at your login, and try again.");
    return;
  }
  if (!answer.ok) {
    say(card, "There is no such capture, or it is not for you to read.");
    return;
  }
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const place = card.querySelector("[data-choose-text]");
  place.replaceChildren(template.content);
  const shown = place.querySelector("[data-capture-text]");
  const line = shown.querySelector(`[data-paragraph="${paragraph}"]`);
  shown.scrollTop = line ? Math.max(0, line.offsetTop - shown.offsetTop - 8) : 0;
  const count = shown.querySelectorAll("[data-paragraph]").length;
  announce(`The text is shown, ${count} paragraphs. Select words, then press Use the selected words.`);
}

function press(event) {
  const card = event.target.closest("[data-passage]");
  if (!card) {
    return;
  }
  if (event.target.closest("[data-choose-show]")) {
    showText(card);
  } else if (event.target.closest("[data-choose-line]")) {
    const line = event.target.closest("[data-paragraph]");
    take(card, { text: line.querySelector("[data-words]").textContent, paragraph: line.dataset.paragraph });
  } else if (event.target.closest("[data-choose-use]")) {
    const words = selectedWords(card);
    if (words) {
      take(card, words);
    } else {
      announce("Nothing of this capture is selected. Select the words of the passage first.");
    }
  }
}

if (box) {
  box.dataset.scripted = "";
  box.addEventListener("click", press);
  // The press must not take the selection away before the click uses it.
  box.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-choose-use]")) {
      event.preventDefault();
    }
  });
  box.addEventListener("briefs:picked", (event) => {
    const card = event.target.closest("[data-passage]");
    if (card && event.target === fieldOf(card, "capture")) {
      showText(card);
    }
  });
}

// Ctrl+S (or Cmd+S) saves and stays, as it does at the workbench.
document.addEventListener("keydown", (event) => {
  const button = document.querySelector(".claim-form button[name=_continue]");
  if (button && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    button.form.requestSubmit(button);
  }
});
