// The page: draws what the store holds for what the URL names.

import { clusterPage } from "./cluster.js";
import { h, icon } from "./dom.js";
import { forget, loadAlerts, loadHistory, loadLinks } from "./fetch.js";
import { fleetPage } from "./fleet.js";
import { visible } from "./format.js";
import { listen } from "./keys.js";
import { connect, watch } from "./live.js";
import { morph } from "./morph.js";
import { route } from "./router.js";
import { crumb, nav, note, tick, tools } from "./shell.js";
import { state, subscribe } from "./store.js";
import { glyph, word } from "./verdicts.js";

const at = (id) => document.getElementById(id);
let announced = new Map();
let connected = null;

/** What is shown: with one cluster there is no fleet, its page is the first. */
function place() {
  const wanted = route();
  return wanted.page === "fleet" && state.clusters.size === 1 ? { page: "cluster", cluster: [...state.clusters.keys()][0] } : wanted;
}

function page(where) {
  if (state.clusters.size === 0) return waiting();
  if (where.page === "fleet") return fleetPage(where.verdict);
  const view = state.clusters.get(where.cluster);
  return view ? clusterPage(view) : nobody(where.cluster);
}

function draw() {
  const where = place();
  const old = state.paused || (state.link.state !== "live" && state.link.heardAt !== null);
  morph(at("nav"), nav(where));
  morph(at("crumb"), crumb(where));
  morph(at("tools"), tools());
  morph(at("main"), [note(), page(where)]);
  at("main").classList.toggle("old", old && !state.paused);
  title(where);
  announce();
  if (state.clusters.has(where.cluster)) {
    loadHistory(where.cluster);
    loadAlerts(where.cluster);
    loadLinks(where.cluster);
  }
}

function title(where) {
  const view = state.clusters.get(where.cluster);
  document.title = view ? `${glyph(view.verdict)} ${word(view.verdict)} ${visible(view.cluster)} · etcd-monitor` : "Fleet · etcd-monitor";
}

/** A change of verdict, and of the connection, is said aloud to who listens to the page. */
function announce() {
  const said = [];
  const live = state.link.state === "live";
  if (connected !== null && connected !== live && state.link.state !== "connecting") said.push(live ? "Connected to the monitor again." : "Connection to the monitor lost.");
  if (live || connected) connected = live;
  for (const view of state.clusters.values()) {
    const before = announced.get(view.cluster);
    if (before && before !== view.verdict) said.push(`${visible(view.cluster)}: ${word(view.verdict)}. ${visible(view.sentence)}`);
  }
  announced = new Map([...state.clusters.values()].map((v) => [v.cluster, v.verdict]));
  if (said.length > 0) at("said").textContent = said.join(" ");
}

const waiting = () => state.link.state === "lost"
  ? h("div", { class: "card empty" }, icon("plug"), h("h2", {}, "The monitor does not answer"), h("p", {}, "This page tries again by itself every few seconds."))
  : h("div", { "aria-busy": "true", "aria-label": "Reading" }, h("div", { class: "sk wide" }), h("div", { class: "sk tall" }));

const nobody = (name) => h("div", { class: "card empty" }, icon("unknown"), h("h2", {}, `No cluster is named ${visible(name)}`), h("p", {}, h("a", { class: "btn", href: "#/" }, "Show what is watched")));

addEventListener("hashchange", () => {
  draw();
  scrollTo(0, 0);
});
subscribe(draw);
listen(draw);
connect(forget);
setInterval(() => {
  watch(forget);
  tick();
}, 1000);
draw();
