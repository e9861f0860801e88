// The verdict of a cluster: what is wrong, since when, what still works; below it what that rests on and what to do.

import { copyable } from "./copy.js";
import { h, icon } from "./dom.js";
import { age, clock, count, span, visible, zoned } from "./format.js";
import { tolerance } from "./tolerance.js";
import { verdictOf, word } from "./verdicts.js";

const KINDS = { leader: "crown", member: "plug", alarm: "bell", monitor: "eye", note: "flag" };

export const kindIcon = (kind) => KINDS[kind] ?? "flag";

export function banner(view) {
  const verdict = verdictOf(view.verdict);
  const body = view.evidence.length + view.do_next.length > 0;
  if (verdict === "healthy") {
    return h("section", { class: "card ban healthy", "aria-label": "Verdict", "data-key": "banner" },
      h("div", { class: "ban-h one" }, icon("healthy", "g-healthy"),
        h("div", { class: "say row" }, h("span", { class: "sec" }, "Healthy"), h("h2", {}, visible(view.sentence)), view.since && h("span", { class: "mute" }, "for ", age(view.since))),
        tolerance(view, true)));
  }
  return h("section", { class: `card ban ${verdict}`, "aria-label": "Verdict", "data-key": "banner" },
    h("div", { class: "ban-h" },
      h("span", { class: "tile" }, icon(verdict, "l")),
      h("div", { class: "say" },
        h("div", { class: "k" }, h("b", {}, word(verdict)), view.title && h("span", {}, visible(view.title)),
          view.since && [h("span", { class: "mute" }, "·"), h("span", {}, h("time", { class: "num", datetime: view.since, title: view.since }, `since ${zoned(view.since)}`), ", ", age(view.since))]),
        h("h2", {}, visible(view.sentence)),
        view.still_works && h("p", { class: "sec" }, visible(view.still_works)),
        also(view)),
      tolerance(view, false)),
    body && h("div", { class: "ban-b" }, evidence(view, verdict), notSeen(view), changedBefore(view), doNext(view)));
}

function also(view) {
  const others = view.findings.slice(1).filter((f) => f.explained_by === null);
  if (others.length === 0) return null;
  return h("p", { class: "sec" }, "Also: ", others.map((f) => visible(f.sentence)).join("; "));
}

const item = (glyph, classes, text, detail) => h("li", {}, icon(glyph, `s ${classes}`), h("b", {}, visible(text)), detail && h("span", {}, detail));

const column = (glyph, title, list) => h("section", {}, h("h3", {}, icon(glyph, "s"), title), list);

const evidence = (view, verdict) => column("eye", view.rounds > 1 ? h("span", { class: "num" }, `Evidence, seen ${count(view.rounds)} rounds in a row`) : "Evidence",
  view.evidence.length > 0
    ? h("ul", { class: "ev" }, view.evidence.map((e) => item("check", `g-${verdict}`, e.text, e.detail && visible(e.detail))))
    : h("p", { class: "none" }, "The sentence above is all that was seen"));

const notSeen = (view) => column("eyex", "Not seen",
  view.not_seen.length > 0
    ? h("ul", { class: "ev" }, view.not_seen.map((n) => item("unknown", "mute", n.text, visible(n.reason))))
    : h("p", { class: "none" }, "Nothing that this verdict depends on"));

const changedBefore = (view) => column("clock", "Changed before",
  view.changed_before.length > 0
    ? h("ul", { class: "ev" }, view.changed_before.map((c) => item(kindIcon(c.kind), "mute", c.text, `${clock(c.at)}, ${span(c.seconds_before * 1000)} before`)))
    : h("p", { class: "none" }, "Nothing that the monitor saw in the 30 m before"));

const doNext = (view) => column("book", "Do next",
  view.do_next.length > 0
    ? h("ol", { class: "ev steps" }, view.do_next.map((d) => h("li", {}, h("b", {}, visible(d.text)), d.command && copyable(d.command))))
    : h("p", { class: "none" }, "No step is known for this"));
