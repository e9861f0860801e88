// What the stream does not carry: the history of events and the list of alerts.

import { putAlerts, putEvents, putLinks, state } from "./store.js";

/** Pages of members are read each second at most. */
const LINKS_PERIOD = 2000;

const shown = new Map();
const read = new Set();
const asked = new Map();

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Reads a cluster's events once a connection. A failure says nothing: the stream's own state tells that the monitor is away. */
export async function loadHistory(cluster) {
  if (read.has(cluster)) return;
  read.add(cluster);
  try {
    putEvents((await get(`api/v1/events?limit=100&cluster=${encodeURIComponent(cluster)}`)).events);
  } catch { /* asked again at the next connection */ }
}

/** Reads a cluster's alerts when their numbers or its verdict have changed since they were last read. */
export async function loadAlerts(cluster) {
  const view = state.clusters.get(cluster);
  if (!view) return;
  const key = `${view.alerts.firing} ${view.alerts.pending} ${view.fault} ${view.since}`;
  if (shown.get(cluster) === key) return;
  shown.set(cluster, key);
  try {
    const { alerts } = await get(`api/v1/alerts?cluster=${encodeURIComponent(cluster)}`);
    putAlerts(cluster, alerts.filter((a) => a.state !== "resolved"));
  } catch {
    shown.delete(cluster);
  }
}

/** Reads a cluster's matrix and its leaders while it is shown, every few seconds: the stream does not carry them, for N members have N² links. */
export async function loadLinks(cluster) {
  if (Date.now() - (asked.get(cluster) ?? 0) < LINKS_PERIOD) return;
  asked.set(cluster, Date.now());
  try {
    const name = encodeURIComponent(cluster);
    const [links, leaders] = await Promise.all([get(`api/v1/cluster/connectivity?cluster=${name}`), get(`api/v1/cluster/leader?cluster=${name}`)]);
    putLinks(cluster, links, leaders);
  } catch { /* asked again in a moment; the chip tells when the monitor is away */ }
}

/** After a new connection all is asked again. */
export function forget() {
  shown.clear();
  read.clear();
  asked.clear();
}
