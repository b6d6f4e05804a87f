// Escape puts the words beside a tag away until it is pointed at or focused anew.
export function closeWhy() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const shown of document.querySelectorAll(".app-why:hover, .app-why:focus")) shown.classList.add("app-why--closed");
  });
  const open = (event) => event.target.closest?.(".app-why")?.classList.remove("app-why--closed");
  document.addEventListener("focusin", open);
  document.addEventListener("mouseover", open);
}
