// The table of members: the exact truth beside the drawing.

import { h, icon } from "./dom.js";
import { bytes, count, millis, quantity, rough, unknown, visible } from "./format.js";
import { verdictOf, word } from "./verdicts.js";

const ROLES = { leader: "Leader", follower: "Follower", learner: "Learner", isolated: "Isolated", leaderless: "No leader", unstarted: "Not started", unknown: "Unknown" };

export const roleOf = (member) => ROLES[member.role] ?? "Unknown";

export function members(view) {
  const serving = view.members.filter((m) => m.read_ms !== null).length;
  const title = view.last_check === null ? "not asked yet" : `${serving} of ${view.members.length} serve linearizable reads`;
  return [
    h("div", { class: "ch" }, h("h2", {}, "Members"), h("span", { class: "mute num" }, title)),
    h("div", { class: "mt-w", tabindex: "0", role: "region", "aria-label": "Members" },
      h("table", { class: "mt" },
        h("thead", {}, h("tr", {}, ["Member", "Role", "Term", "Behind leader", "Database", "fsync p99", "RTT p50", "Version", "Up"].map((t) => h("th", { scope: "col", class: t === "Version" ? "version" : null }, t)))),
        h("tbody", {}, view.members.map(row)))),
  ];
}

function row(member) {
  const verdict = verdictOf(member.verdict);
  const bad = verdict !== "healthy";
  const why = (field) => unknown(member.reasons[field]);
  return h("tr", { class: bad ? `${verdict} tall` : null, "data-key": `${member.name} ${member.endpoint}` },
    h("th", { scope: "row" },
      h("span", { class: "name" }, icon(verdict, `g-${verdict}`), h("span", { class: "vh" }, `${word(verdict)}: `), h("span", { class: "trunc", title: names(member) }, visible(member.name))),
      bad && h("span", { class: `what trunc c-${verdict}`, title: trouble(member) }, brief(member))),
    h("td", {}, role(member, verdict)),
    h("td", { class: "num sec" }, member.term === null ? why("term") : count(member.term)),
    h("td", { class: "num" }, member.behind === null ? why("behind") : h("span", { class: bad && member.behind > 0 ? `semi c-${verdict}` : null }, count(member.behind))),
    h("td", {}, member.db_size === null ? why("db_size") : quantity(bytes(member.db_size), `${count(member.db_size)} bytes`)),
    h("td", {}, member.fsync_p99_ms === null ? why("fsync_p99_ms") : quantity(millis(member.fsync_p99_ms), `${member.fsync_p99_ms} ms`)),
    h("td", {}, member.rtt_p50_ms === null ? why("rtt_p50_ms") : quantity(millis(member.rtt_p50_ms), `${member.rtt_p50_ms} ms`)),
    h("td", { class: "num sec version" }, member.version === null ? why("version") : visible(member.version)),
    h("td", { class: "num sec" }, member.uptime_seconds === null ? why("uptime_seconds") : quantity(rough(member.uptime_seconds))));
}

const names = (member) => [visible(member.name), visible(member.endpoint), member.id_hex && `id ${member.id_hex}`].filter(Boolean).join("\n");

const FAILURES = {
  refused: "refuses connections", unreachable: "no route to it", name_not_found: "its name has no address", timeout: "no answer in time", connection_lost: "connection lost",
  tls_untrusted: "certificate not trusted", tls_expired: "certificate ended", tls_wrong_name: "certificate for another name", tls_client_certificate_rejected: "refuses our certificate",
  tls_expected: "speaks TLS, asked without", plain_expected: "speaks no TLS", not_etcd: "does not speak etcd", unauthenticated: "refuses our user", permission_denied: "permission denied", no_leader: "knows no leader", too_large: "answer too large",
};

/** In a few words beside the name; the whole text is in the tooltip. */
const brief = (member) => FAILURES[member.failure] ?? visible(member.what ?? "serves no linearizable read");

const trouble = (member) => [member.what, member.failure_text].filter(Boolean).map(visible).join("\n") || brief(member);

function role(member, verdict) {
  if (member.role === "leader") return h("span", { class: "role leader" }, icon("crown", "s"), "Leader");
  if (member.role === "unknown") return unknown(member.failure_text ?? "it does not answer");
  return h("span", { class: member.role === "isolated" ? `role semi c-${verdict}` : "role" }, roleOf(member));
}
