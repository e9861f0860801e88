// The monitor's clock, as seen from here: ages must be right also where this machine's clock is wrong.

let offset = 0;

export const now = () => Date.now() + offset;

export function heard(instant) {
  const said = Date.parse(instant);
  if (Number.isFinite(said)) offset = said - Date.now();
}
