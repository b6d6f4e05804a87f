// A long list of names gets a box above it: what is typed there narrows the list. Without scripts the list is whole.
export function findInLists() {
  for (const list of document.querySelectorAll("select[data-find]")) {
    if (list.querySelectorAll("option").length < 12) continue;
    const whole = list.cloneNode(true);
    const box = document.createElement("input");
    box.type = "search";
    box.className = "govuk-input govuk-!-width-two-thirds app-find";
    box.autocomplete = "off";
    box.setAttribute("aria-label", list.dataset.find);
    box.placeholder = list.dataset.find;
    const told = document.createElement("p");
    told.className = "govuk-visually-hidden";
    told.setAttribute("aria-live", "polite");
    list.before(box, told);

    box.addEventListener("input", () => {
      const chosen = list.value;
      const words = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      const fits = (option) =>
        !option.value || option.value === chosen || words.every((word) => option.text.toLocaleLowerCase().includes(word));
      const next = whole.cloneNode(true);
      for (const option of next.querySelectorAll("option")) if (!fits(option)) option.remove();
      for (const group of next.querySelectorAll("optgroup")) if (!group.children.length) group.remove();
      list.replaceChildren(...next.childNodes);
      list.value = chosen;
      told.textContent = `${list.querySelectorAll("option").length - 1}`;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = [...list.options].find((option) => option.value);
      if (first) list.value = first.value;
      list.focus();
    });
  }
}
