// The five verdicts: word, rank, glyph.

import { h, icon } from "./dom.js";

const RANK = ["critical", "unknown", "warning", "info", "healthy"];
const WORDS = { critical: "Critical", unknown: "Unknown", warning: "Warning", info: "Info", healthy: "Healthy" };
const GLYPHS = { critical: "◆", unknown: "◌", warning: "▲", info: "■", healthy: "●" };

/** Anything the page does not know is unknown, never healthy. */
export const verdictOf = (word) => (RANK.includes(word) ? word : "unknown");
export const rank = (verdict) => RANK.indexOf(verdictOf(verdict));
export const word = (verdict) => WORDS[verdictOf(verdict)];
export const glyph = (verdict) => GLYPHS[verdictOf(verdict)];
export const verdicts = RANK;

/** Glyph and word; healthy is quiet. */
export const badge = (verdict) => {
  const v = verdictOf(verdict);
  return h("span", { class: v === "healthy" ? "v quiet" : "v" }, icon(v, `g-${v}`), h("span", { class: v === "healthy" ? "sec" : `c-${v}` }, word(v)));
};
