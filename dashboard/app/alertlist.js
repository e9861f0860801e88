// Alerts that fire or are about to.

import { h, icon } from "./dom.js";
import { age, visible } from "./format.js";
import { verdictOf, word } from "./verdicts.js";

export function alertList(view, alerts) {
  const { firing, pending } = view.alerts;
  const counted = [firing > 0 && `${firing} firing`, pending > 0 && `${pending} pending`].filter(Boolean).join(", ");
  return [
    h("div", { class: "ch" }, h("h2", {}, "Alerts"), counted && h("span", { class: "mute num" }, counted)),
    alerts.length > 0
      ? h("ul", { class: "al" }, alerts.map(row))
      : h("div", { class: "empty" }, icon("bell"), h("h3", {}, firing + pending > 0 ? "Reading the alerts" : "Nothing fires"), firing + pending === 0 && h("p", {}, "What lasts long enough to tell people about appears here.")),
  ];
}

function row(alert) {
  const severity = verdictOf(alert.severity);
  return h("li", { "data-key": `${alert.id} ${alert.generation}` },
    icon(severity, `g-${severity}`),
    h("b", {}, visible(alert.title)),
    h("span", { class: "num" }, age(alert.fired_at ?? alert.pending_since)),
    h("span", { class: "m" }, h("span", { class: `med c-${severity}` }, alert.state === "pending" ? `${word(severity)}, pending` : word(severity)), " · ", visible(alert.sentence)));
}
