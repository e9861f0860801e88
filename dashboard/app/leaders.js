// Who led, newest first, and how long there was nobody before.

import { h, icon } from "./dom.js";
import { age, millis, shortId, span, time, visible } from "./format.js";

const MOST = 20;

export function leadersCard(leader) {
  const reigns = leader?.history ?? [];
  return [
    h("div", { class: "ch" }, h("h2", {}, "Leaders"), leader && h("span", { class: "mute num" }, `${leader.leader_changes === 1 ? "1 change" : `${leader.leader_changes} changes`} seen`)),
    reigns.length > 0
      ? h("div", { class: "mt-w scroll", tabindex: "0", role: "group", "aria-label": "Leaders, scrolls" }, h("table", { class: "mx led" },
        h("thead", {}, h("tr", {}, ["Leader", "Term", "From", "Led for", "None before"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, reigns.slice(0, MOST).map(row))))
      : h("p", { class: "none pad" }, leader?.reason ?? "Nobody was seen to lead yet"),
  ];
}

const row = (reign) => h("tr", { "data-key": `${reign.term} ${reign.from}` },
  h("th", { scope: "row" }, h("span", {}, reign.to === null && icon("crown", "s"), visible(reign.leader ?? shortId(reign.leader_id_hex)), reign.to === null && h("span", { class: "vh" }, ", leads now"))),
  h("td", { class: "num" }, String(reign.term)),
  h("td", { class: "num" }, time(reign.from)),
  h("td", { class: "num" }, reign.to === null ? age(reign.from) : span(new Date(reign.to) - new Date(reign.from))),
  h("td", { class: "num" }, reign.without_leader_ms === null ? h("span", { class: "mute", title: "not seen: the monitor did not watch the change" }, "—") : millis(reign.without_leader_ms).join(" ")));
