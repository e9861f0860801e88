// What the stream does not carry: the history of events and the list of alerts.

import { putAlerts, putEvents, state } from "./store.js";

const shown = new Map();
const read = new Set();

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

/** After a new connection all is asked again. */
export function forget() {
  shown.clear();
  read.clear();
}
