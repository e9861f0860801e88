// What stands around every page: navigation, crumb, live chip, zone, theme.

import { h, icon } from "./dom.js";
import { now } from "./clock.js";
import { span, visible } from "./format.js";
import { prefs } from "./prefs.js";
import { clusterLink } from "./router.js";
import { state } from "./store.js";
import { verdictOf, word } from "./verdicts.js";

const NAMED = 12;
/** So long a lost connection is only being made again; after that the values are stale. */
const HOPEFUL = 5000;
const THEMES = { system: ["system", "system"], light: ["sun", "light"], dark: ["moon", "dark"] };

export function nav(at) {
  const all = [...state.clusters.values()];
  const critical = all.filter((v) => verdictOf(v.verdict) === "critical").length;
  const several = all.length > 1;
  return [
    several && h("ul", { "data-key": "pages" }, link("#/", at.page === "fleet", icon("fleet"), "Fleet", critical > 0 && h("span", { class: "count c-critical" }, icon("critical", "s"), String(critical), h("span", { class: "vh" }, " critical")))),
    several && h("div", { class: "group", "data-key": "group" }, "Clusters"),
    h("ul", { "data-key": "clusters" }, all.slice(0, NAMED).map((v) => {
      const verdict = verdictOf(v.verdict);
      return link(clusterLink(v.cluster), at.cluster === v.cluster, icon(verdict, `g-${verdict}`), visible(v.cluster), h("span", { class: "vh" }, `, ${word(verdict)}`));
    })),
  ];
}

const link = (href, current, glyph, text, more) => h("li", {}, h("a", { href, "aria-current": current ? "page" : null, title: text }, glyph, h("span", { class: "text trunc" }, text), more));

export function crumb(at) {
  if (at.page !== "cluster") return [h("b", {}, "Fleet")];
  return [state.clusters.size > 1 && [h("a", { href: "#/" }, "Fleet"), h("span", {}, "/")], h("b", { class: "trunc" }, visible(at.cluster))];
}

export function tools() {
  const [glyph, theme] = THEMES[prefs.theme] ?? THEMES.system;
  return [
    chip(),
    h("button", { class: "btn", type: "button", "data-act": "zone", title: "UTC or local time (u)", "aria-label": `Times are ${prefs.zone}, switch` }, prefs.zone === "UTC" ? "UTC" : "Local"),
    h("button", { class: "btn g sq", type: "button", "data-act": "theme", title: `Theme: ${theme} (t)`, "aria-label": `Theme is ${theme}, switch` }, icon(glyph)),
    h("button", { class: "btn g sq wide", type: "button", "data-act": "help", title: "Keys (?)", "aria-label": "Keys" }, icon("question")),
  ];
}

/** Live, Paused, Stale for 23 s, Reconnecting: always a glyph and a word. */
function chip() {
  const [kind, glyph, said, title] = linkState();
  return h("button", { class: "btn g live", type: "button", "data-act": "pause", "data-link": kind, title, "aria-pressed": String(state.paused) }, glyph, h("span", { class: "num" }, said));
}

function linkState() {
  if (state.paused) return ["paused", icon("pause", "s"), "Paused", "New values wait; click to go on (p)"];
  const { link } = state;
  if (link.state === "live") return ["live", h("span", { class: "dot pulse" }), "Live", "Click to pause (p)"];
  if (link.heardAt === null) return ["connecting", icon("refresh", "s"), "Connecting", "No answer from the monitor yet"];
  const silent = Date.now() - link.heardAt;
  return Date.now() - link.lostAt < HOPEFUL ? ["reconnecting", icon("refresh", "s"), "Reconnecting", "The connection was lost"] : ["stale", icon("clock", "s"), `Stale for ${span(silent)}`, "The connection was lost; values are as old as that"];
}

/** A strip above values that are not new any more. */
export function note() {
  const { link } = state;
  if (state.paused) return h("div", { class: "note", "data-key": "note" }, icon("pause", "s"), h("p", {}, h("b", {}, "Paused."), " Values stay as they are until you go on."));
  if (link.state === "live" || link.heardAt === null) return null;
  const next = link.nextTryAt === null ? 0 : Math.max(0, Math.ceil((link.nextTryAt - Date.now()) / 1000));
  return h("div", { class: "note", "data-key": "note" }, icon("refresh", "s"),
    h("p", {}, h("b", {}, "Connection to the monitor lost."), " These values are ", h("span", { class: "num" }, span(Date.now() - link.heardAt)), " old. ", next > 0 ? ["Next try in ", h("span", { class: "num" }, `${next} s`)] : "Trying now"));
}

export function tick() {
  const at = now();
  for (const node of document.querySelectorAll("[data-age]")) {
    const text = span(at - Date.parse(node.dataset.age));
    if (node.firstChild.data !== text) node.firstChild.data = text;
  }
}
