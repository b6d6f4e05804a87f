// Keeps what is being typed, so that a crashed browser or a lapsed session loses nothing. Saving is still the form's button.
const PAUSE = 2000;
const AT_LEAST = 15000;

export function keepWords() {
  const place = document.querySelector("[data-keep-words]");
  if (!place) return;
  document.querySelectorAll("form").forEach((form) => {
    if (form.elements.editor && form.method === "post") watch(form, place);
  });
}

function watch(form, place) {
  const said = place.querySelector("[data-keep-said]");
  const others = place.querySelector("[data-keep-others]");
  let waiting = 0;
  let changed = false;
  let last = Date.now();
  let sending = false;

  async function keep() {
    window.clearTimeout(waiting);
    if (!changed || sending) return;
    changed = false;
    sending = true;
    last = Date.now();
    try {
      const answer = await fetch(place.dataset.keepWords, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        say(said, place.dataset.keepOut);
        return;
      }
      const words = await answer.json();
      say(said, words.sentence);
      say(others, words.others || "");
      others.hidden = !words.others;
    } catch {
      changed = true;
      say(said, place.dataset.keepFailed);
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, Date.now() - last > AT_LEAST ? 0 : PAUSE);
  });
  form.addEventListener("submit", () => {
    changed = false;
    window.clearTimeout(waiting);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed) navigator.sendBeacon(place.dataset.keepWords, new FormData(form));
  });
}

// A sentence that stands there already is not spoken again.
function say(where, words) {
  if (where.textContent !== words) where.textContent = words;
}
