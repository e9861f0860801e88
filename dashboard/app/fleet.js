// All clusters, worst first.

import { h, icon } from "./dom.js";
import { age, bytes, limit, millis, quantity, unknown, visible } from "./format.js";
import { fullness, quotaBar } from "./quota.js";
import { clusterLink } from "./router.js";
import { state } from "./store.js";
import { badge, rank, verdictOf, verdicts, word } from "./verdicts.js";

let order = [];

export function fleetPage(wanted) {
  const all = worstFirst([...state.clusters.values()]);
  const shown = wanted ? all.filter((v) => verdictOf(v.verdict) === wanted) : all;
  const answered = all.flatMap((v) => v.members).filter((m) => m.status_ms !== null).length;
  return [
    h("div", { class: "ph" }, h("div", {}, h("h1", {}, sentence(all)), h("p", {}, longest(all))),
      h("div", { class: "meta sp num" }, `${answered} of ${all.flatMap((v) => v.members).length} members answered`)),
    h("div", { class: "bar" }, h("div", { class: "seg", role: "navigation", "aria-label": "By verdict" },
      h("a", { href: "#/", "aria-current": wanted ? null : "true" }, "All ", h("b", {}, String(all.length))),
      verdicts.map((v) => [v, all.filter((c) => verdictOf(c.verdict) === v).length]).filter(([v, n]) => n > 0 || v === wanted).map(([v, n]) =>
        h("a", { href: `#/fleet?verdict=${v}`, "aria-current": wanted === v ? "true" : null }, icon(v, `s g-${v}`), word(v), " ", h("b", {}, String(n)))))),
    h("section", { class: "card", "aria-label": "Clusters" },
      h("table", { class: "ft" },
        h("thead", {}, h("tr", {}, [["Verdict"], ["Cluster"], ["Leader"], ["Members"], ["Version", "opt"], ["Database / quota"], ["fsync p99", "r"], ["Alerts"]].map(([t, c]) => h("th", { scope: "col", class: c }, t)))),
        h("tbody", {}, shown.map(row))),
      h("div", { class: "tf" }, h("span", { class: "sp row" }, h("kbd", {}, "j"), h("kbd", {}, "k"), " move ", h("kbd", {}, "Enter"), " open"))),
  ];
}

/** Rows keep their places under a pointer or the keyboard's focus and move when those have left. */
function worstFirst(views) {
  const sorted = views.sort((a, b) => rank(a.verdict) - rank(b.verdict) || String(a.since).localeCompare(String(b.since)) || a.cluster.localeCompare(b.cluster));
  const busy = document.querySelector(".ft tbody:hover, .ft tbody:focus-within") && order.length === views.length;
  if (!busy) order = sorted.map((v) => v.cluster);
  return busy ? sorted.sort((a, b) => order.indexOf(a.cluster) - order.indexOf(b.cluster)) : sorted;
}

function sentence(all) {
  for (const v of verdicts.filter((x) => x !== "healthy" && x !== "info")) {
    const n = all.filter((c) => verdictOf(c.verdict) === v).length;
    if (n > 0) return `${n} of ${all.length} clusters ${n === 1 ? "is" : "are"} ${v === "warning" ? "at warning" : v}`;
  }
  return `All ${all.length} clusters are well`;
}

function longest(all) {
  const worst = all.filter((v) => verdictOf(v.verdict) === verdictOf(all[0]?.verdict) && v.since);
  if (worst.length === 0 || verdictOf(worst[0].verdict) === "healthy") return null;
  const first = worst.reduce((a, b) => (a.since < b.since ? a : b));
  return ["Longest: ", h("b", { class: "med" }, visible(first.cluster)), ", ", age(first.since), "."];
}

/** `3.1 / 8 GiB`: the unit stands once where both have the same. */
function ofQuota(view) {
  const size = bytes(view.db_size);
  const quota = h("span", { class: "u" }, `/ ${limit(view.quota_bytes)}`);
  return [size[1] === bytes(view.quota_bytes)[1] ? h("span", { class: "num" }, size[0]) : quantity(size), quota];
}

function row(view) {
  const verdict = verdictOf(view.verdict);
  const sick = verdict !== "healthy";
  const share = fullness(view);
  const fsync = view.members.map((m) => m.fsync_p99_ms).filter((x) => x !== null);
  const answered = view.members.filter((m) => m.status_ms !== null).length;
  const versions = [...new Set(view.members.map((m) => m.version).filter(Boolean))];
  return h("tr", { class: sick ? "tall" : null, "data-key": view.cluster },
    h("td", { class: "verdict" }, badge(verdict), sick && view.since && h("span", { class: "dur" }, age(view.since))),
    h("td", { class: "name" }, h("span", { class: "row" }, h("a", { class: "cl", href: clusterLink(view.cluster) }, visible(view.cluster)), Object.values(view.labels).slice(0, 2).map((v) => h("span", { class: "tag" }, visible(v)))),
      sick && h("span", { class: "find", title: visible(view.sentence) }, visible(view.sentence))),
    h("td", { class: "leader" }, view.has_leader ? h("span", { class: "row" }, icon("crown", "s mute"), visible(view.leader ?? "—")) : unknown("no leader")),
    h("td", { class: "up" }, h("span", { class: "row" }, h("span", { class: "num" }, `${answered}/${view.members.length}`), h("span", { class: "pips", "aria-hidden": "true" }, view.members.map((m) => h("span", { class: `pip ${verdictOf(m.verdict)}`, title: visible(m.name) }))))),
    h("td", { class: "opt num sec" }, versions.length > 0 ? visible(versions.sort().join(", ")) : unknown("no member answers")),
    h("td", { class: "db" }, share === null ? unknown(view.db_size === null ? "no member answers" : "quota not known") : h("div", { class: "q" }, h("span", { class: "t" }, h("span", {}, ofQuota(view)), h("span", { class: "mute num" }, `${Math.round(share)} %`)), quotaBar(view))),
    h("td", { class: "r fsync" }, fsync.length > 0 ? quantity(millis(Math.max(...fsync))) : unknown("no member's metrics page tells")),
    h("td", { class: "alerts" }, h("span", { class: view.alerts.firing > 0 ? `v c-${verdict}` : "v quiet mute" }, icon("bell", "s"), h("span", { class: "num" }, String(view.alerts.firing))), h("span", { class: "vh" }, " firing")));
}
