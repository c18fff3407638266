// One polite live region for the page, so that what changed without a reload is heard.

let region;

export function announce(sentence) {
  if (!region) {
    region = document.createElement("div");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = "";
  // A text set in the same turn as the region appears is not read out.
  setTimeout(() => {
    region.textContent = sentence;
  }, 60);
}

export function count(number, noun, plural = `${noun}s`) {
  return `${number} ${number === 1 ? noun : plural}`;
}
