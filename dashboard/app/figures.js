// Key figures of a cluster: how much, how fast, how full, and what its leader and alarms did.

import { h } from "./dom.js";
import { age, bytes, count, limit, millis, quantity, short, unknown, visible } from "./format.js";
import { fullness, quotaBar } from "./quota.js";

const SOURCES = { server: "by etcd's own histograms", canary: "by the monitor's own reads" };

export function figures(view) {
  return h("dl", { class: "figs" },
    rate(view),
    latency(view, "Read p99", "read_p99_ms"),
    latency(view, "Write p99", "write_p99_ms"),
    figure("Database", view.db_size === null ? unknown("no member answers") : quantity(bytes(view.db_size), `${count(view.db_size)} bytes`), database(view)),
    figure("Leader", view.has_leader ? h("span", { class: "trunc" }, visible(view.leader ?? "—")) : unknown("no quorum of voters names one"), view.has_leader && view.leader_since ? ["since ", age(view.leader_since)] : "none now"),
    figure("Leader changes", h("span", { class: "num" }, count(view.leader_changes)), view.last_leader_change ? ["last ", age(view.last_leader_change), " ago"] : "none seen"),
    figure("Alarms", alarms(view), view.alarms.length > 0 ? visible(view.alarms.map((a) => a.member ?? "member not named").join(", ")) : view.last_check ? "etcd raises none" : "not asked yet"),
    figure("Term", view.term === null ? unknown("no member answers") : h("span", { class: "num" }, count(view.term)), view.revision === null ? "revision not known" : `revision ${count(view.revision)}`));
}

const figure = (title, value, of) => h("div", {}, h("dt", {}, title), h("dd", {}, value), h("dd", { class: "of", title: typeof of === "string" ? of : null }, of));

const reason = (view, field) => view.not_seen.find((n) => n.field === field)?.reason ?? "not known yet";

const rate = (view) => figure("Requests", view.request_rate === null ? unknown(reason(view, "request_rate")) : quantity([short(view.request_rate), "/s"], String(view.request_rate)), view.request_rate === null ? reason(view, "request_rate") : "all members");

function latency(view, title, field) {
  const known = view[field] !== null;
  return figure(title, known ? quantity(millis(view[field]), `${view[field]} ms`) : unknown(reason(view, field)), known ? SOURCES[view.latency_source] ?? "" : reason(view, field));
}

const alarms = (view) => (view.alarms.length > 0
  ? h("span", { class: "c-critical" }, visible([...new Set(view.alarms.map((a) => a.type))].join(", ")))
  : view.last_check ? h("span", { class: "num" }, "0") : unknown("not asked yet"));

function database(view) {
  const share = fullness(view);
  if (share === null) return view.db_size === null ? "no member answers" : "quota not known";
  return [h("span", { class: "num" }, `${Math.round(share)} % of ${limit(view.quota_bytes)}`), quotaBar(view)];
}
