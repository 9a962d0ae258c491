// A click on a marked number brings its note into view beside the text, without moving the text.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest(".text a[href^='#claim-note-']");
  const margin = document.querySelector(".margin");
  if (!link || !margin || getComputedStyle(margin).position !== "sticky") return;
  const note = document.getElementById(link.hash.slice(1));
  if (!note) return;
  event.preventDefault();
  const top = window.scrollY;
  location.hash = link.hash;
  window.scrollTo({ top, behavior: "instant" });
  margin.scrollTo({ top: note.offsetTop - margin.offsetTop - 12 });
});
