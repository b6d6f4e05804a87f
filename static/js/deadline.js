// While a deadline is typed, how it is read stands below it, and is read out once it has settled.
const PAUSE = 400;

export function readDeadlines() {
  for (const place of document.querySelectorAll("[data-reads]")) {
    const field = place.closest("form")?.elements[place.dataset.reads];
    if (field) follow(place, field);
  }
}

function follow(place, field) {
  const shown = place.querySelector("[aria-live]");
  place.querySelector("button").remove();
  let waiting = 0;
  let asked = null;

  async function look() {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    const answer = await fetch(`${place.dataset.from}?${new URLSearchParams({ text })}`).catch(() => null);
    if (answer?.ok && text === field.value.trim()) shown.innerHTML = await answer.text();
  }

  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, PAUSE);
  });
  if (field.value.trim()) look();
}
