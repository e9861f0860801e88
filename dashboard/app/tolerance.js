// The tolerance meter: a block per voter. Quorum solid, spare lighter, lost dashed, a bracket over the quorum.

import { h, s } from "./dom.js";

const GAP = 4;
const WIDEST = 27;
const ALL = 196;

export function tolerance(view, compact) {
  const { now, designed, voters, quorum } = view.tolerance;
  const lost = now === null ? voters : view.tolerance.lost;
  const serving = voters - lost;
  const said = now === null ? "—" : now < 0 ? "none" : String(now);
  const words = now === null ? "not known from here"
    : now < 0 ? `${-now === 1 ? "one voter" : `${-now} voters`} short of the quorum of ${quorum}`
    : now === 0 && designed > 0 ? "no more may fail"
    : "";
  return h("div", { class: "tol" },
    h("div", { class: "big" }, h("b", {}, `Tolerance ${said}`), h("span", {}, now !== null && now >= 0 ? `of ${designed}` : "")),
    voters > 0 && meter({ voters, quorum, serving, lost, unseen: now === null, compact }),
    words && h("div", { class: "words" }, words));
}

function meter({ voters, quorum, serving, lost, unseen, compact }) {
  const width = Math.min(WIDEST, (ALL - GAP * (voters - 1)) / voters) * (compact ? 0.6 : 1);
  const left = (i) => i * (width + GAP);
  const middle = (from, to) => (left(from) + left(to) - GAP) / 2;
  const height = compact ? 10 : 14;
  const block = (i) => {
    const kind = i < Math.min(serving, quorum) ? "quorum" : i < serving ? "spare" : unseen ? "unseen" : "lost";
    const hollow = kind === "lost" || kind === "unseen" ? 0.75 : 0;
    return s("rect", { class: kind, x: left(i) + hollow, y: 1 + hollow, width: width - 2 * hollow, height: height - 2 * hollow, rx: 3.5 });
  };
  const total = left(voters) - GAP;
  const label = unseen ? `${voters} voters, ${quorum} needed for quorum, none seen` : `${serving} of ${voters} voters serve, ${quorum} needed for quorum`;
  return s("svg", { class: "meter", width: total + 1, height: compact ? 12 : 33, viewBox: `0 0 ${total + 1} ${compact ? 12 : 33}`, role: "img", "aria-label": label },
    [...Array(voters).keys()].map(block),
    !compact && [
      s("path", { class: "bracket", d: `M.5 17.5v2h${left(quorum) - GAP - 1}v-2` }),
      s("text", { x: middle(0, quorum), y: 30 }, quorum > 1 || voters > 1 ? `quorum ${quorum}` : "quorum"),
      serving > quorum && s("text", { x: middle(quorum, serving), y: 30 }, "spare"),
      lost > 0 && !unseen && serving >= quorum && s("text", { class: "short", x: middle(serving, voters), y: 30 }, "lost"),
    ]);
}
