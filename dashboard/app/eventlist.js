// What happened, newest first.

import { kindIcon } from "./banner.js";
import { h, icon } from "./dom.js";
import { count, time, visible } from "./format.js";
import { verdictOf } from "./verdicts.js";

export function eventList(events) {
  return [
    h("div", { class: "ch" }, h("h2", {}, "Events"), events.length > 0 && h("span", { class: "mute num" }, `newest ${count(events.length)}`)),
    events.length > 0
      ? h("ol", { class: "tl scroll", tabindex: "0", "aria-label": "Events, newest first" }, events.map(row))
      : h("div", { class: "empty" }, icon("clock"), h("h3", {}, "Nothing has happened yet"), h("p", {}, "Changes of leader, member, alarm and verdict appear here as they are seen.")),
  ];
}

function row(happened) {
  const severity = verdictOf(happened.severity);
  const judged = happened.kind === "verdict" || happened.kind === "alert";
  const glyph = happened.kind === "alert" ? "bell" : judged ? severity : kindIcon(happened.kind);
  return h("li", { "data-key": happened.id || `${happened.at} ${happened.text}` },
    time(happened.at),
    h("span", { class: "n" }, icon(glyph, `s ${severity === "info" && !judged ? "" : `g-${severity}`}`)),
    h("p", {}, visible(happened.text)),
    h("span", { class: "kind" }, visible(happened.kind)));
}
