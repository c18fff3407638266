// The workbench of a brief: what its scripts share begins here. Without them the page is a form that works.

import "./rows.js";
import "../../vendor/markdown-toolbar-element/index.js";
import { startCiting } from "./citing.js";
import { startCommenting } from "./commenting.js";
import { startPanel } from "./panel.js";
import { select } from "./selecting.js";

const form = document.getElementById("brief-form");

// A link to a passage selects it in its field.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-select-excerpt]");
  const field = link && document.querySelector(link.hash);
  if (field && select(field, link.dataset.selectExcerpt)) {
    event.preventDefault();
  }
});

if (form) {
  startCiting(form);
  startCommenting(form);
  startPanel(form);
  for (const scripted of form.querySelectorAll("markdown-toolbar, [data-with-scripts]")) {
    scripted.hidden = false;
  }
  // Ctrl+S (or Cmd+S) saves and stays, as it does wherever else one writes.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[name=_continue]"));
    }
  });
}

// The side is folded where it stands under the text, and always open where it stands beside it.
const side = document.querySelector(".bench-panel");
const wide = matchMedia("(min-width: 1200px)");
const fold = () => side && (side.open = wide.matches);
wide.addEventListener("change", fold);
fold();
