// On a narrow window the filter panel starts closed, so that what it found comes first.
export function foldFilters() {
  const panels = document.querySelectorAll("[data-filter-panel]");
  const wide = window.matchMedia("(min-width: 48.0625em)");
  const fit = () => panels.forEach((panel) => panel.toggleAttribute("open", wide.matches));
  fit();
  wide.addEventListener("change", fit);
}
