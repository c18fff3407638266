// Django's completing select boxes have no name of their own: each gets that of the label before it.

function name(box) {
  const select = box.closest(".select2-container")?.previousElementSibling;
  const label = select?.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const words = label?.textContent.trim().replace(/:$/, "") || headOf(select);
  if (words) {
    box.setAttribute("aria-label", words);
    box.querySelector("[role=textbox]")?.setAttribute("aria-label", words);
  }
}

function headOf(select) {
  const cell = select?.closest("td");
  return cell?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex]?.textContent.trim();
}

function nameAll() {
  document.querySelectorAll(".select2-selection[role=combobox]").forEach(name);
  document.querySelectorAll(".select2-search__field:not([aria-label])").forEach((field) => {
    field.setAttribute("aria-label", "Search");
  });
}

nameAll();
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
