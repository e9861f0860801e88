// What a person chose, remembered in this browser.

const remembered = (name, fallback) => {
  try { return localStorage.getItem(`etcd-monitor.${name}`) ?? fallback; } catch { return fallback; }
};
const remember = (name, value) => {
  try { localStorage.setItem(`etcd-monitor.${name}`, value); } catch { /* a private window forgets */ }
};

const THEMES = ["system", "light", "dark"];

export const prefs = { theme: remembered("theme", "system"), zone: remembered("zone", "UTC") };

export function nextTheme() {
  prefs.theme = THEMES[(THEMES.indexOf(prefs.theme) + 1) % THEMES.length];
  remember("theme", prefs.theme);
  dispatchEvent(new Event("etcd-monitor.theme"));
}

export function nextZone() {
  prefs.zone = prefs.zone === "UTC" ? "local" : "UTC";
  remember("zone", prefs.zone);
}
