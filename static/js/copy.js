// A button that copies the text beside it. Without scripts the text can be selected by hand.
export function offerCopies() {
  if (!navigator.clipboard) return;
  for (const place of document.querySelectorAll("[data-copy]")) {
    const text = place.querySelector("input, textarea");
    const button = place.querySelector("button");
    const words = button.firstChild;
    const before = words.textContent;
    button.hidden = false;
    text.addEventListener("focus", () => text.select());
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.value);
      words.textContent = button.dataset.copied;
      setTimeout(() => { words.textContent = before; }, 3000);
    });
  }
}
