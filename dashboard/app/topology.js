// Members on a ring in the order of the list, with the links that their metrics pages tell of. Before those were read only links to
// the leader are drawn: a linearizable read through a member proves one.

import { h, s } from "./dom.js";
import { millis, visible } from "./format.js";
import { pairsOf } from "./links.js";
import { roleOf } from "./members.js";
import { verdictOf } from "./verdicts.js";

const WIDTH = 432;
const SIZES = { small: { height: 276, ring: 88 }, large: { height: 340, ring: 112 } };
const RADIUS = 23;
const LONGEST = 14;
/** Above this a ring says nothing that the table does not say better. */
export const MOST = 9;

export function topology(view, matrix) {
  const { height, ring } = view.members.length <= 3 ? SIZES.small : SIZES.large;
  const places = view.members.map((member, i) => place(member, i, view.members.length, height, ring));
  const leader = places.find((p) => p.member.role === "leader");
  const links = matrix?.links.length > 0 ? matrixLinks(places, matrix, leader) : readLinks(places, leader);
  const pills = view.members.length <= 5;
  return [
    h("div", { class: "ch" }, h("h2", {}, "Topology"), h("span", { class: "mute" }, leader ? "round trip p50 to the leader" : "no leader")),
    h("div", { class: "grow" },
      s("svg", { class: "topo", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": spoken(view, leader, links) },
        places.length > 1 && s("circle", { class: "ring", cx: WIDTH / 2, cy: height / 2, r: ring }),
        links.map(strokes),
        links.map((l) => mark(l, pills)),
        places.map(node))),
    h("div", { class: "legend" },
      h("span", {}, line("link"), "To the leader"),
      h("span", {}, line("link peer"), "Between others"),
      h("span", {}, line("link down"), "Down, or one way"),
      h("span", {}, line("link unseen"), "Not seen")),
  ];
}

/** Links by the word of both ends; those of the leader with their round trip. Peers first, so that they lie below. */
function matrixLinks(places, matrix, leader) {
  const at = new Map(places.map((p) => [p.member.id_hex, p]));
  return pairsOf(matrix, places.map((p) => p.member.id_hex)).map(({ a, b, there, back, state }) => {
    const ends = [at.get(a), at.get(b)];
    // drawn from the leader, or one way from the end that is heard to the end that is not
    const turned = state === "oneway" ? there.state !== "connected" : ends[1] === leader;
    const [from, to] = turned ? ends.reverse() : ends;
    const trips = [there, back].map((l) => l?.rtt_p50_ms ?? null).filter((ms) => ms !== null);
    return { from, to, kind: state, own: from === leader || to === leader, trip: trips.length > 0 ? Math.max(...trips) : null };
  }).sort((x, y) => Number(x.own) - Number(y.own));
}

const readLinks = (places, leader) => !leader ? [] : places.filter((p) => p !== leader && p.member.role !== "unstarted").map((to) => ({
  from: leader, to, own: true, trip: to.member.rtt_p50_ms, kind: to.member.read_ms !== null ? "up" : to.member.status_ms !== null ? "down" : "unseen",
}));

function place(member, i, all, height, ring) {
  const turn = (i / all) * 2 * Math.PI - Math.PI / 2;
  const reach = all === 1 ? 0 : ring;
  return { member, i, x: round(WIDTH / 2 + Math.cos(turn) * reach), y: round(height / 2 + Math.sin(turn) * reach) };
}

const round = (x) => Math.round(x * 10) / 10;

const along = ({ from, to }, share) => [round(from.x + (to.x - from.x) * share), round(from.y + (to.y - from.y) * share)];

/** A link; one way is solid from the end that is heard to the middle. */
function strokes(link) {
  const between = (classes, start, end) => {
    const [[x1, y1], [x2, y2]] = [along(link, start), along(link, end)];
    return s("line", { class: classes, x1, y1, x2, y2 });
  };
  const solid = link.own ? "link" : "link peer";
  return s("g", { class: `l-${link.kind}` }, link.kind === "oneway"
    ? [between(solid, 0, 0.5), between("link down", 0.5, 1)]
    : between(link.kind === "up" ? solid : link.kind === "down" ? "link down" : "link unseen", 0, 1));
}

/** What is told of a link: a cross, or its round trip. Above all lines. */
function mark(link, pills) {
  if (link.kind === "down" || link.kind === "oneway") {
    const [x, y] = along(link, 0.62);
    return s("g", { class: "cross" }, s("circle", { cx: x, cy: y, r: 7.5 }), s("path", { d: `M${x - 2.6} ${y - 2.6}l5.200 5.200m0-5.200l-5.200 5.200` }));
  }
  const [x, y] = along(link, 0.5);
  return link.kind === "up" && link.own && pills && link.trip !== null
    && s("g", { class: "pill" }, s("rect", { x: x - 24, y: y - 9, width: 48, height: 18, rx: 9 }), s("text", { x, y: y + 3.8 }, millis(link.trip).join(" ")));
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

function spoken(view, leader, links) {
  const silent = view.members.filter((m) => m.read_ms === null).map((m) => visible(m.name));
  const down = links.filter((l) => l.kind === "down" || l.kind === "oneway").length;
  return [
    `${view.members.length} members.`,
    leader ? `${visible(leader.member.name)} leads.` : "No leader.",
    silent.length > 0 && `Not serving: ${silent.join(", ")}.`,
    down > 0 && `${down === 1 ? "1 link is" : `${down} links are`} down; the table Connectivity names them.`,
  ].filter(Boolean).join(" ");
}
