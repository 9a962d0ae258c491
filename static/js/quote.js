// Words selected in the text of an article go into the form of a note, with their place in code points.
"use strict";
(() => {
  const text = document.querySelector("article.text[data-quotable]");
  const quote = document.getElementById("note-quote");
  if (!text || !quote) return;
  const start = document.getElementById("note-start");
  const place = (range) => {
    const paragraph = (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement).closest("[data-at]");
    if (!paragraph) return "";
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(range.startContainer, range.startOffset);
    return Number(paragraph.dataset.at) + [...before.toString()].length;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const words = range.toString();
    quote.value = words.trim();
    const at = place(range);
    start.value = at === "" ? "" : at + [...words].length - [...words.trimStart()].length;
  });
})();
