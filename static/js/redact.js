// Words selected in a text of the page can be hidden with one button; their place is sent, never the words themselves.
export function offerRedaction() {
  const page = document.querySelector("[data-redact]");
  if (!page) return;
  const bar = page.querySelector("[data-redact-bar]");
  const words = page.querySelector("[data-redact-words]");
  const link = page.querySelector("[data-redact-link]");

  function look() {
    const found = selected();
    bar.hidden = !found;
    if (!found) return;
    words.textContent = `“${found.words.length > 60 ? `${found.words.slice(0, 59)}…` : found.words}”`;
    const query = new URLSearchParams({ at: found.path, from: found.from, to: found.to });
    link.href = `${page.dataset.redact}?${query}`;
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, 150);
  });
}

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const text = holder(range.startContainer);
  if (!text || text !== holder(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  // The server counts characters, not the pairs of units that this language counts.
  const from = [...before.toString()].length;
  const words = range.toString();
  return words.trim() ? { path: text.dataset.redactPath, from, to: from + [...words].length, words: words.trim() } : null;
}

function holder(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element && element.closest("[data-redact-path]");
}
