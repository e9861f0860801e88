// Commands and ids that one click copies, also where the browser has no clipboard for us (plain HTTP on another host).

import { h, icon } from "./dom.js";
import { visible } from "./format.js";
import { changed } from "./store.js";

const SAID_FOR = 1600;
let copied = null;

export const copyable = (command) => h("button", { class: "cmd", type: "button", "data-act": "copy", "data-copy": command, title: visible(command), "aria-label": `Copy ${visible(command)}` },
  h("code", {}, visible(command)),
  copied === command ? h("span", { class: "said" }, "Copied") : icon("copy", "s"));

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = h("textarea", { class: "vh", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  copied = text;
  changed();
  setTimeout(() => {
    if (copied === text) copied = null;
    changed();
  }, SAID_FOR);
}
