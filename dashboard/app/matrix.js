// Who is connected to whom: the exact truth behind the drawing, and the same for who cannot see the drawing.

import { h, icon } from "./dom.js";
import { millis, visible } from "./format.js";
import { reasonsOf, summaryOf } from "./links.js";

const CELLS = { connected: ["check", "up", "Up"], not_connected: ["x", "down", "Down"], unknown: ["question", "unseen", "Not seen"] };

export function matrixCard(view, matrix) {
  const empty = !matrix || matrix.links.length === 0;
  return [
    h("div", { class: "ch" }, h("h2", {}, "Connectivity"), !empty && h("span", { class: "mute num" }, summaryOf(matrix))),
    empty ? h("p", { class: "none pad" }, !matrix ? "Not read yet" : view.members.length < 2 ? "A single member has nobody to be connected to" : "No member list is known, so nobody knows which links there should be") : [table(matrix), reasons(matrix)],
  ];
}

const table = (matrix) => h("div", { class: "mt-w", tabindex: "0", role: "group", "aria-label": "Connectivity, scrolls" },
  h("table", { class: "mx" },
    h("caption", { class: "vh" }, "What the member of a row says of its link to the member of a column"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "mute" }, "says of")), matrix.members.map((name) => h("th", { scope: "col", title: visible(name) }, visible(name))))),
    h("tbody", {}, matrix.members.map((from) => h("tr", { "data-key": from },
      h("th", { scope: "row", title: visible(from) }, visible(from)),
      matrix.members.map((to) => cell(matrix.links.find((l) => l.from === from && l.to === to), from === to)))))));

function cell(link, self) {
  if (self) return h("td", { class: "self" }, h("span", { "aria-label": "itself" }, "·"));
  const [glyph, kind, word] = CELLS[link?.state] ?? CELLS.unknown;
  const trip = kind === "up" && link.rtt_p50_ms !== null ? millis(link.rtt_p50_ms).join(" ") : word;
  return h("td", { class: kind, title: visible(link?.reason ?? (kind === "up" ? "round trip p50 of the last minute" : "")) },
    h("span", {}, icon(glyph, "s"), kind === "up" && trip !== word && h("span", { class: "vh" }, "Up, "), h("span", { class: "num" }, trip)));
}

const MOST = 4;

function reasons(matrix) {
  const all = reasonsOf(matrix);
  return all.length > 0 && h("ul", { class: "ev why" },
    all.slice(0, MOST).map((r) => h("li", {}, icon(r.state === "not_connected" ? "x" : "question", `s ${r.state === "not_connected" ? "c-critical" : "mute"}`), h("b", {}, visible(r.text)), h("span", {}, visible(r.detail)))),
    all.length > MOST && h("li", {}, h("span", {}, `${all.length - MOST} more reasons: point at the cells`)));
}
