// The matrix of who is connected to whom, as the page needs it. Pure: no element, no clock.

/** What a pair of members comes to by the word of both ends: a link is up when both say so, and down one way when they differ. */
export function pairOf(one, other) {
  const states = [one?.state ?? "unknown", other?.state ?? "unknown"];
  if (states.includes("not_connected")) return states.includes("connected") ? "oneway" : "down";
  return states.every((s) => s === "connected") ? "up" : "unseen";
}

/** The link of the matrix from one member to another, by their ids; undefined: it has none. */
export const linkOf = (matrix, from, to) => matrix?.links.find((l) => l.from_id_hex === from && l.to_id_hex === to);

/** All pairs of members that have a link, each once. */
export function pairsOf(matrix, ids) {
  return ids.flatMap((a, i) => ids.slice(i + 1).map((b) => {
    const [there, back] = [linkOf(matrix, a, b), linkOf(matrix, b, a)];
    return { a, b, there, back, state: pairOf(there, back) };
  })).filter((pair) => pair.there || pair.back);
}

/** Why links are not up: a member that is connected to nobody once, instead of each of its links; then the others, those that are down first. */
export function reasonsOf(matrix) {
  const touching = (name) => matrix.links.filter((l) => l.from === name || l.to === name);
  const alone = matrix.members.filter((name) => touching(name).length > 0 && touching(name).every((l) => l.state !== "connected") && touching(name).some((l) => l.state === "not_connected"));
  const rest = matrix.links.filter((l) => l.state !== "connected" && !alone.includes(l.from) && !alone.includes(l.to));
  return [
    ...alone.map((name) => ({ state: "not_connected", text: `${name} is connected to nobody`, detail: `none of its ${touching(name).length} links, in or out, is up` })),
    ...rest.map((l) => ({ state: l.state, text: l.reason ?? "no reason is known", detail: `${l.from} → ${l.to}` })),
  ].sort((a, b) => Number(a.state !== "not_connected") - Number(b.state !== "not_connected"));
}

/** `18 of 20 links up, 2 down`. */
export function summaryOf(matrix) {
  const all = matrix.links.length;
  const rest = [matrix.not_connected > 0 && `${matrix.not_connected} down`, matrix.unknown > 0 && `${matrix.unknown} not seen`].filter(Boolean);
  return [`${matrix.connected} of ${all} links up`, ...rest].join(", ");
}
