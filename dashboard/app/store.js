// All that the page knows. Snapshots replace each other; events are kept by id; old values stay until newer ones come.

const MOST_EVENTS = 200;

export const state = {
  clusters: new Map(),
  events: new Map(),
  alerts: new Map(),
  links: new Map(),
  leaders: new Map(),
  link: { state: "connecting", heardAt: null, lostAt: null, nextTryAt: null },
  paused: false,
};

const held = { snapshots: new Map(), events: [] };
const listeners = new Set();
/** Between two drawings at least: a hundred clusters a second are still five pictures a second. */
const PERIOD = 200;
let scheduled = false;
let drawnAt = 0;

export const subscribe = (listener) => listeners.add(listener);

export function changed() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => requestAnimationFrame(draw), Math.max(0, drawnAt + PERIOD - Date.now()));
}

function draw() {
  scheduled = false;
  drawnAt = Date.now();
  for (const listener of listeners) listener();
}

export function putSnapshot(view) {
  if (state.paused) held.snapshots.set(view.cluster, view);
  else state.clusters.set(view.cluster, view);
  changed();
}

export function putEvents(events) {
  if (state.paused) {
    held.events.push(...events);
    held.events.splice(0, held.events.length - MOST_EVENTS);
    return;
  }
  for (const happened of events) {
    const list = state.events.get(happened.cluster) ?? [];
    if (list.some((e) => e.id === happened.id && happened.id !== 0)) continue;
    list.push(happened);
    list.sort((a, b) => b.id - a.id || b.at.localeCompare(a.at));
    state.events.set(happened.cluster, list.slice(0, MOST_EVENTS));
  }
  changed();
}

export function putAlerts(cluster, alerts) {
  state.alerts.set(cluster, alerts);
  changed();
}

/** The matrix of a cluster and who led it; not while the page is paused. */
export function putLinks(cluster, links, leaders) {
  if (state.paused) return;
  state.links.set(cluster, links);
  state.leaders.set(cluster, leaders);
  changed();
}

export function putLink(link) {
  Object.assign(state.link, link);
  changed();
}

export function togglePause() {
  state.paused = !state.paused;
  if (!state.paused) {
    for (const view of held.snapshots.values()) state.clusters.set(view.cluster, view);
    putEvents(held.events.splice(0));
    held.snapshots.clear();
  }
  changed();
}
