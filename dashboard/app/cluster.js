// The page of one cluster.

import { alertList } from "./alertlist.js";
import { banner } from "./banner.js";
import { h } from "./dom.js";
import { eventList } from "./eventlist.js";
import { figures } from "./figures.js";
import { age, count, shortId, visible } from "./format.js";
import { leadersCard } from "./leaders.js";
import { matrixCard } from "./matrix.js";
import { members } from "./members.js";
import { state } from "./store.js";
import { MOST, topology } from "./topology.js";

export function clusterPage(view) {
  const ring = view.members.length <= MOST && view.members.length > 0;
  return [
    head(view),
    banner(view),
    h("div", { class: ring ? "g2" : "g2 flat", "data-key": "members" },
      ring && h("section", { class: "card", "aria-label": "Topology" }, topology(view, state.links.get(view.cluster))),
      h("section", { class: "card", "aria-label": "Members and figures" }, members(view), figures(view))),
    h("div", { class: "g3", "data-key": "links" },
      h("section", { class: "card", "aria-label": "Connectivity" }, matrixCard(view, state.links.get(view.cluster))),
      h("section", { class: "card", "aria-label": "Leaders" }, leadersCard(state.leaders.get(view.cluster)))),
    h("div", { class: "g3", "data-key": "events" },
      h("section", { class: "card", "aria-label": "Events" }, eventList(state.events.get(view.cluster) ?? [])),
      h("section", { class: "card", "aria-label": "Alerts" }, alertList(view, state.alerts.get(view.cluster) ?? []))),
  ];
}

function head(view) {
  return h("div", { class: "ph", "data-key": "head" },
    h("h1", {}, visible(view.cluster)),
    h("div", { class: "tags" }, Object.entries(view.labels).map(([name, value]) => h("span", { class: "tag", title: visible(`${name}=${value}`) }, visible(value)))),
    h("div", { class: "meta sp num" },
      view.cluster_id_hex && h("span", { title: view.cluster_id_hex }, "Cluster ", h("span", { class: "mono" }, shortId(view.cluster_id_hex))),
      view.revision !== null && h("span", {}, `revision ${count(view.revision)}`),
      view.has_leader && h("span", {}, `${visible(view.leader ?? shortId(view.leader_id_hex))} leads`, view.leader_since && [" since ", age(view.leader_since)]),
      !view.has_leader && view.last_check && h("span", {}, "no leader"),
      view.last_check && h("span", {}, "checked ", age(view.last_check), " ago")));
}
