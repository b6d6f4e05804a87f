// On a phone a row of a wide table becomes a card: each cell gets the heading of its column in front of it.
// Without this the table scrolls sideways in its frame.

export function stackTables() {
  document.querySelectorAll("table.app-table--stack").forEach((table) => {
    const headings = [...table.querySelectorAll("thead th")].map(words);
    if (table.querySelectorAll("thead tr").length !== 1) return;
    keepMeaning(table);
    table.querySelectorAll("tbody tr").forEach((row) => {
      if ([...row.cells].some((cell) => cell.colSpan > 1)) return;
      [...row.cells].forEach((cell, place) => {
        if (place > 0 && headings[place]) cell.dataset.label = headings[place];
      });
    });
    table.classList.add("app-table--stacks");
  });
}

function words(heading) {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll(".govuk-visually-hidden, svg").forEach((part) => part.remove());
  return copy.textContent.trim();
}

// A table whose parts are no longer laid out as one must still be read out as one.
function keepMeaning(table) {
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };
  table.setAttribute("role", roles.table);
  table.querySelectorAll("thead, tbody, tr, td").forEach((part) => part.setAttribute("role", roles[part.localName]));
  table.querySelectorAll("th").forEach((part) => part.setAttribute("role", part.scope === "row" ? "rowheader" : "columnheader"));
}
