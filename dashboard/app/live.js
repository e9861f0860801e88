// The live stream, with a watchdog: a stream that is silent for longer than two heartbeats is cut, whatever the socket says.

import { heard } from "./clock.js";
import { putEvents, putLink, putSnapshot, state } from "./store.js";

const SILENT = 12_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 10_000;

let source;
let lastId = null;
let wait = FIRST_WAIT;
let retry;

/** `opened` runs at each connection: what was missed meanwhile is read there. */
export function connect(opened) {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(lastId === null ? "api/v1/live" : `api/v1/live?after=${lastId}`);
  source.addEventListener("open", () => {
    wait = FIRST_WAIT;
    alive();
    opened();
  });
  source.addEventListener("error", () => lost(opened));
  source.addEventListener("ping", (message) => {
    heard(JSON.parse(message.data).at);
    alive();
  });
  source.addEventListener("snapshot", (message) => {
    const view = JSON.parse(message.data);
    heard(view.at);
    putSnapshot(view);
    alive();
  });
  source.addEventListener("event", (message) => {
    if (message.lastEventId) lastId = message.lastEventId;
    putEvents([JSON.parse(message.data)]);
    alive();
  });
}

/** Once a second: notices silence, and shows how long it lasts. */
export function watch(opened) {
  const { link } = state;
  if (link.state === "live" && Date.now() - link.heardAt > SILENT) lost(opened);
  else if (link.state !== "live") putLink({});
}

function alive() {
  putLink({ state: "live", heardAt: Date.now(), lostAt: null, nextTryAt: null });
}

function lost(opened) {
  source.close();
  clearTimeout(retry);
  putLink({ state: "lost", lostAt: state.link.lostAt ?? Date.now(), nextTryAt: Date.now() + wait });
  retry = setTimeout(() => connect(opened), wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}
