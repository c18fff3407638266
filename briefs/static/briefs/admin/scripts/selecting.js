// Leads to a place in a field: selects the passage, scrolls to it, and puts the focus there.

export function select(field, passage) {
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) {
    const inside = field.querySelector("input:not([type=hidden]):not([hidden]), textarea, button:not([hidden])");
    inside?.focus();
    field.scrollIntoView({ block: "center" });
    return Boolean(inside);
  }
  const start = passage ? field.value.indexOf(passage) : -1;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest" });
  if (start >= 0) {
    field.setSelectionRange(start, start + passage.length);
    scrollTo(field, start);
  }
  return true;
}

function scrollTo(field, offset) {
  const { top } = caretOf(field, offset);
  const line = parseFloat(getComputedStyle(field).lineHeight) || 24;
  field.scrollTop = Math.max(0, top - field.clientHeight / 3);
  const onPage = field.getBoundingClientRect().top + top - field.scrollTop;
  if (onPage < 80 || onPage > innerHeight - 120) {
    window.scrollBy({ top: onPage - innerHeight / 3 + line });
  }
}

const COPIED = [
  "boxSizing", "width", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth",
  "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "fontFamily", "fontSize", "fontWeight", "fontStyle",
  "letterSpacing", "lineHeight", "tabSize", "textIndent", "wordSpacing",
];

// Where a character of a text area stands, from the area's top left corner, as if it were not scrolled.
export function caretOf(field, offset) {
  const mirror = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of COPIED) {
    mirror.style[name] = style[name];
  }
  mirror.style.position = "absolute";
  mirror.style.visibility = "hidden";
  mirror.style.whiteSpace = "pre-wrap";
  mirror.style.overflowWrap = "break-word";
  mirror.style.borderStyle = "solid";
  mirror.textContent = field.value.slice(0, offset);
  const mark = document.createElement("span");
  mark.textContent = field.value.slice(offset, offset + 1) || ".";
  mirror.append(mark);
  document.body.append(mirror);
  const place = { top: mark.offsetTop, left: mark.offsetLeft, height: parseFloat(style.lineHeight) || 24 };
  mirror.remove();
  return place;
}
