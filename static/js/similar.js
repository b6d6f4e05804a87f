// While a title is typed, assessments that look like it are shown below it, and read out once they have settled.
const PAUSE = 500;

export function offerSimilar() {
  const form = document.querySelector("form[data-similar]");
  const title = form && form.querySelector("[name=title]");
  if (!title) return;
  const place = document.createElement("div");
  place.setAttribute("aria-live", "polite");
  title.closest(".govuk-form-group").append(place);
  let waiting = 0;
  let asked = "";

  async function look() {
    const typed = title.value.trim();
    if (typed === asked || typed.length < 4) return;
    asked = typed;
    const answer = await fetch(`${form.dataset.similar}?${new URLSearchParams({ title: typed })}`).catch(() => null);
    if (!answer || !answer.ok || typed !== title.value.trim()) return;
    const found = (await answer.text()).trim();
    place.innerHTML = found;
    if (found) form.elements.looked.value = "1";
  }

  title.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, PAUSE);
  });
}
