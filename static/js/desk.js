// Keys of the review desk. What has data-key="a" is pressed by a; rows of a list are walked with j and k.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-row]")];
  let at = -1;
  const typing = (field) => field.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
  const go = (step) => {
    if (!rows.length) return;
    rows[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("here");
    rows[at].querySelector("[data-open]").focus();
  };
  const chosen = () => rows[Math.max(at, 0)]?.querySelector("input[type=checkbox]");
  const approve = () => {
    const bulk = document.getElementById("bulk");
    const box = chosen();
    if (!bulk || !box) return;
    for (const each of bulk.querySelectorAll("input[type=checkbox]")) each.checked = each === box;
    bulk.elements.verb.value = "approve";
    bulk.requestSubmit();
  };
  const acts = {
    j: () => go(1),
    k: () => go(-1),
    o: () => rows[Math.max(at, 0)]?.querySelector("[data-open]").click(),
    x: () => chosen()?.click(),
    a: approve,
  };
  const press = (target) => {
    if (target.matches("summary")) {
      const box = target.parentElement;
      box.open = target.dataset.key !== "?" || !box.open;
      const first = box.open && (box.querySelector("input:checked") || box.querySelector("input:not([type=hidden]), textarea, select"));
      (first || target).focus();
      target.scrollIntoView({ block: "nearest" });
    } else if (target.matches("input[type=radio]")) {
      target.checked = true;
      target.focus();
    } else {
      target.click();
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.blur) return event.target.blur();
    if (typing(event.target)) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target && !acts[event.key]) return;
    event.preventDefault();
    if (target) press(target);
    else acts[event.key]();
  });
})();
