// The toolbar's comment button: what is selected in a text becomes the passage that a new comment is about.

const AROUND = 32;

export function startCommenting(form) {
  let last = null;
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("textarea[data-cites], #id_title")) {
      last = event.target;
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-comment-button]");
    const field = button && (last || button.closest("markdown-toolbar").field);
    const part = (name) => document.getElementById(`comment-form-${name}`);
    if (!field || !part("text")) {
      return;
    }
    const { selectionStart: start, selectionEnd: end, value } = field;
    part("field").value = field.name;
    part("exact").value = value.slice(start, end);
    if (part("prefix") && part("suffix")) {
      part("prefix").value = start < end ? value.slice(Math.max(0, start - AROUND), start) : "";
      part("suffix").value = start < end ? value.slice(end, end + AROUND) : "";
    }
    document.querySelector(".bench-panel").open = true;
    part("text").focus();
  });
}
