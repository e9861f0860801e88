// Members on a ring in the order of the list. A link is drawn to the leader, since a linearizable read through a member proves it;
// links between followers are not seen from outside and therefore not drawn.

import { h, s } from "./dom.js";
import { millis, visible } from "./format.js";
import { roleOf } from "./members.js";
import { verdictOf } from "./verdicts.js";

const WIDTH = 432;
const SIZES = { small: { height: 276, ring: 88 }, large: { height: 340, ring: 112 } };
const RADIUS = 23;
const LONGEST = 14;
/** Above this a ring says nothing that the table does not say better. */
export const MOST = 9;

export function topology(view) {
  const { height, ring } = view.members.length <= 3 ? SIZES.small : SIZES.large;
  const places = view.members.map((member, i) => place(member, i, view.members.length, height, ring));
  const leader = places.find((p) => p.member.role === "leader");
  const followers = leader ? places.filter((p) => p !== leader && p.member.role !== "unstarted") : [];
  const pills = view.members.length <= 5;
  return [
    h("div", { class: "ch" }, h("h2", {}, "Topology"), h("span", { class: "mute" }, leader ? "links to the leader, round trip p50" : "no leader, no links")),
    h("div", { class: "grow" },
      s("svg", { class: "topo", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": spoken(view, leader) },
        places.length > 1 && s("circle", { class: "ring", cx: WIDTH / 2, cy: height / 2, r: ring }),
        followers.map((p) => link(leader, p, pills)),
        places.map(node))),
    h("div", { class: "legend" },
      h("span", {}, line("link"), "Reads reach the leader"),
      h("span", {}, line("link down"), "They fail"),
      h("span", {}, line("link unseen"), "Not seen")),
  ];
}

function place(member, i, all, height, ring) {
  const turn = (i / all) * 2 * Math.PI - Math.PI / 2;
  const reach = all === 1 ? 0 : ring;
  return { member, i, x: round(WIDTH / 2 + Math.cos(turn) * reach), y: round(height / 2 + Math.sin(turn) * reach) };
}

const round = (x) => Math.round(x * 10) / 10;

function link(leader, to, pills) {
  const { member } = to;
  const kind = member.read_ms !== null ? "link" : member.status_ms !== null ? "link down" : "link unseen";
  const at = (share) => [round(leader.x + (to.x - leader.x) * share), round(leader.y + (to.y - leader.y) * share)];
  const [x, y] = at(kind === "link" ? 0.5 : 0.62);
  return s("g", {},
    s("line", { class: kind, x1: leader.x, y1: leader.y, x2: to.x, y2: to.y }),
    kind === "link down" && s("g", { class: "cross" }, s("circle", { cx: x, cy: y, r: 7.5 }), s("path", { d: `M${x - 2.6} ${y - 2.6}l5.200 5.200m0-5.200l-5.200 5.200` })),
    kind === "link" && pills && member.rtt_p50_ms !== null && s("g", { class: "pill" }, s("rect", { x: x - 24, y: y - 9, width: 48, height: 18, rx: 9 }), s("text", { x, y: y + 3.8 }, millis(member.rtt_p50_ms).join(" "))));
}

function node({ member, i, x, y }) {
  const verdict = verdictOf(member.verdict);
  const bad = verdict !== "healthy" && verdict !== "info";
  const away = member.read_ms === null;
  const classes = ["node", member.role === "leader" && "leader", bad && member.role !== "leader" && verdict, away && "away"].filter(Boolean).join(" ");
  const sub = member.status_ms === null ? "No answer" : roleOf(member);
  return s("g", { class: classes, "data-key": `${member.name} ${member.endpoint}` },
    s("title", {}, `${visible(member.name)}: ${sub}`),
    s("circle", { cx: x, cy: y, r: RADIUS }),
    member.role === "leader" ? inside("crown", x, y) : away && bad ? inside(member.status_ms === null ? "plug" : "cut", x, y) : s("text", { class: "no", x, y: y + 4.5 }, String(i)),
    s("circle", { class: "halo", cx: x + 17, cy: y - 17, r: 8 }),
    s("svg", { class: `i g-${verdict}`, x: x + 10, y: y - 24, width: 14, height: 14, viewBox: "0 0 24 24" }, s("use", { href: `#${verdict}` })),
    label(member, x, y, sub, bad ? verdict : ""));
}

const inside = (name, x, y) => s("svg", { class: "i in", x: x - 10, y: y - 10, width: 20, height: 20, viewBox: "0 0 24 24" }, s("use", { href: `#${name}` }));

/** Beside the node, away from the ring. */
function label(member, x, y, sub, classes) {
  const right = x >= WIDTH / 2 - 1;
  const at = { x: right ? x + 34 : x - 34, "text-anchor": right ? "start" : "end" };
  const name = visible(member.name);
  return [
    s("text", { class: "name", ...at, y: y - 1 }, name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name),
    s("text", { class: `role ${classes}`.trim(), ...at, y: y + 14 }, sub),
  ];
}

const line = (kind) => s("svg", { class: "topo", viewBox: "0 0 18 8", "aria-hidden": "true" }, s("line", { class: kind, x1: 0, y1: 4, x2: 18, y2: 4 }));

function spoken(view, leader) {
  const silent = view.members.filter((m) => m.read_ms === null).map((m) => visible(m.name));
  return [`${view.members.length} members.`, leader ? `${visible(leader.member.name)} leads.` : "No leader.", silent.length > 0 && `Not serving: ${silent.join(", ")}.`].filter(Boolean).join(" ");
}
