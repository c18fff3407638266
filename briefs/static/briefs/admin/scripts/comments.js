// Comments are sent without leaving the page, so that nothing typed beside them is lost. Without this, forms do it.

import { announce } from "./announce.js";

const FORMS = "form[id^='comment-form']";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const section = document.querySelector("[data-comments]");
  if (!form.matches(FORMS) || !section) {
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  button?.setAttribute("aria-disabled", "true");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Part": "comments" },
      redirect: "error",
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(section, page.querySelector("[data-comments]"), form.id);
  } catch {
    button?.removeAttribute("aria-disabled");
    say(section, "Not sent: the desk did not answer, or you are logged out. Your words are still here. Try again.");
  }
});

function replace(section, fresh, sent) {
  const kept = [...section.querySelectorAll("textarea, select")].filter((field) => field.form?.id !== sent);
  document.querySelectorAll(FORMS).forEach((form) => form.remove());
  section.replaceWith(fresh);
  for (const { id, value } of kept) {
    const field = document.getElementById(id);
    if (field && value) {
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }
  const refused = fresh.querySelector(".errorlist")?.closest(".comment-field, details").querySelector("textarea, select");
  const done = document.getElementById(fresh.dataset.done);
  done?.closest("details")?.setAttribute("open", "");
  (refused || done || fresh).focus({ preventScroll: Boolean(done) });
  announce(fresh.querySelector(".comments-refusal, .errorlist")?.textContent.trim() || fresh.dataset.said);
  document.dispatchEvent(new CustomEvent("briefs:commented"));
}

function say(section, sentence) {
  const place = section.querySelector("[data-comments-said]");
  place.textContent = sentence;
  place.hidden = false;
  announce(sentence);
}
