// The panel beside the text follows what is typed: the desk computes it from the unsaved form, and nothing is saved.

const PAUSE = 700;
const AGAIN = 5000;

export function startPanel(form) {
  const panel = document.getElementById("panel");
  const status = document.getElementById("panel-status");
  if (!panel || !form.dataset.panel) {
    return;
  }
  let timer = 0;
  let request = null;
  let checked = form.hasAttribute("data-unsaved") ? null : textOf(form);

  const say = (sentence) => {
    if (status.textContent !== sentence) {
      status.textContent = sentence;
    }
  };

  const check = async () => {
    const text = textOf(form);
    if (text === checked) {
      return;
    }
    request?.abort();
    const mine = (request = new AbortController());
    try {
      const response = await fetch(form.dataset.panel, {
        method: "POST",
        body: new FormData(form),
        signal: mine.signal,
        redirect: "manual",
      });
      if (!response.ok) {
        throw new Error(response.type === "opaqueredirect" || response.status === 403 ? "out" : "failed");
      }
      const fragment = await response.text();
      checked = text;
      put(panel, fragment);
      say(`Checked just now, ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`);
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
      const why = error.message === "out" ? "you are no longer logged in" : "the desk cannot be reached";
      say(`Not checked since your last words: ${why}. It is tried again as you go on.`);
      wait(AGAIN);
    }
  };

  const wait = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(check, pause);
  };

  form.addEventListener("input", () => wait(PAUSE));
  form.addEventListener("briefs:typed", () => wait(0));
  document.addEventListener("briefs:commented", () => {
    checked = null;
    wait(0);
  });
  window.addEventListener("online", () => wait(0));
  wait(0);
}

// What one types; not what scripts note beside it.
function textOf(form) {
  const typed = [...new FormData(form)].filter(([name]) => !/^(csrfmiddlewaretoken$|working_copy)/.test(name));
  return new URLSearchParams(typed).toString();
}

// Swaps what is shown, and keeps the focus on the link it was on.
function put(panel, fragment) {
  const focused = panel.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const parsed = new DOMParser().parseFromString(fragment, "text/html");
  panel.replaceChildren(...parsed.body.childNodes);
  if (focused) {
    [...panel.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }
}
