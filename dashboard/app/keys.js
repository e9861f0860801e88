// Clicks and keys, handled in one place: the page is redrawn under them.

import { copy } from "./copy.js";
import { nextTheme, nextZone } from "./prefs.js";
import { togglePause } from "./store.js";

export function listen(draw) {
  const help = document.getElementById("help");
  const acts = {
    theme: () => { nextTheme(); draw(); },
    zone: () => { nextZone(); draw(); },
    pause: togglePause,
    help: () => (help.open ? help.close() : help.showModal()),
    close: () => help.close(),
    copy: (target) => copy(target.dataset.copy),
    skip: () => document.getElementById("main").focus(),
  };
  const keys = { t: acts.theme, u: acts.zone, p: acts.pause, "?": acts.help, j: () => move(1), k: () => move(-1) };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-act]");
    if (!target) return;
    event.preventDefault();
    acts[target.dataset.act]?.(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select, [contenteditable]")) return;
    const act = keys[event.key];
    if (!act || (help.open && event.key !== "?")) return;
    event.preventDefault();
    act();
  });
}

/** From row to row of the fleet. */
function move(step) {
  const rows = [...document.querySelectorAll(".ft .cl")];
  const here = rows.indexOf(document.activeElement);
  rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))]?.focus();
}
