// Numbers, units, times and ids as design.md writes them.

import { h } from "./dom.js";
import { now } from "./clock.js";
import { prefs } from "./prefs.js";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

export const count = (n) => grouped.format(n);

/** Three significant digits at most. */
export const short = (x) => {
  const size = Math.abs(x);
  if (size >= 100) return grouped.format(x);
  return x.toFixed(size !== 0 && size < 0.1 ? 2 : 1);
};

export const bytes = (n) => {
  let power = 0;
  while (n >= 1024 && power < UNITS.length - 1) { n /= 1024; power++; }
  return [power === 0 ? grouped.format(n) : short(n), UNITS[power]];
};

/** A limit that somebody set: `8 GiB`, not `8.0 GiB`. */
export const limit = (n) => bytes(n).join(" ").replace(/\.0 /, " ");

export const millis = (ms) => (ms < 10_000 ? [short(ms), "ms"] : [short(ms / 1000), "s"]);

const both = (large, a, small, b) => `${large} ${a} ${b === "h" ? small : String(small).padStart(2, "0")} ${b}`;

/** An age in two units, of a width that does not change while it ticks. */
export const span = (milliseconds) => {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return both(Math.floor(s / 60), "m", s % 60, "s");
  if (s < 86_400) return both(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "m");
  return both(Math.floor(s / 86_400), "d", Math.floor((s % 86_400) / 3600), "h");
};

/** The larger unit alone, for a table. */
export const rough = (seconds) => span(seconds * 1000).split(" ").slice(0, 2);

const parts = (instant) => {
  const utc = prefs.zone === "UTC";
  const of = (options) => new Intl.DateTimeFormat("en-GB", { ...options, ...(utc ? { timeZone: "UTC" } : {}) });
  return {
    time: of({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(instant),
    day: of({ day: "numeric", month: "short" }).format(instant),
    brief: of({ hour: "2-digit", minute: "2-digit" }).format(instant),
    today: of({ dateStyle: "short" }).format(instant) === of({ dateStyle: "short" }).format(now()),
  };
};

/** `02:51:08`, or `20 Nov, 02:51` when it was not today. */
export const clock = (instant) => {
  const at = parts(new Date(instant));
  return at.today ? at.time : `${at.day}, ${at.brief}`;
};

export const zoned = (instant) => `${clock(instant)} ${prefs.zone === "UTC" ? "UTC" : "local"}`;

export const time = (instant) => h("time", { class: "num", datetime: instant, title: instant }, clock(instant));

/** An age that ticks by itself. */
export const age = (instant) => h("span", { class: "num", "data-age": instant, title: instant }, span(now() - Date.parse(instant)));

export const quantity = ([value, unit], title) => [h("span", { class: "num", title }, value), h("span", { class: "u" }, unit)];

/** Not known: a dash with its reason, for the eye and for the ear. */
export const unknown = (reason = "not known") => h("span", { class: "mute", title: reason }, h("span", { "aria-hidden": "true" }, "—"), h("span", { class: "vh" }, `not known: ${reason}`));

export const shortId = (hex) => (hex.length > 9 ? `${hex.slice(0, 4)}…${hex.slice(-4)}` : hex);

/** Foreign text with its control characters made visible. */
export const visible = (text) => String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => (c.charCodeAt(0) < 256 ? `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}` : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`));
