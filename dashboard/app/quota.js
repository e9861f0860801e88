// Database of quota: dark is in use, light allocated, a tick stands where it begins to matter.

import { s } from "./dom.js";

const WARNING = 80;
const CRITICAL = 95;

/** Percent of the quota that the largest database takes; null: one of the two is not known. */
export const fullness = (view) => (view.db_size === null || !view.quota_bytes ? null : (100 * view.db_size) / view.quota_bytes);

export function quotaBar(view) {
  const share = fullness(view);
  const used = (100 * (view.db_size_in_use ?? view.db_size)) / view.quota_bytes;
  const level = share >= CRITICAL ? "critical" : share >= WARNING ? "warning" : "";
  const bar = (kind, percent) => s("rect", { class: kind, x: 0, y: 0, width: `${Math.min(100, percent)}%`, height: 5, rx: 2.5 });
  return s("svg", { class: `qb ${level}`, role: "img", "aria-label": `${Math.round(share)} percent of the quota` },
    bar("track", 100), bar("size", share), bar("used", used), s("rect", { class: "tick", x: `${WARNING}%`, y: -2, width: 1, height: 9 }));
}
