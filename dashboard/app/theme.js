// Before the first paint: the remembered theme. The rest of the page is in modules.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wanted = () => {
    try { return localStorage.getItem("etcd-monitor.theme") ?? "system"; } catch { return "system"; }
  };
  const apply = () => {
    const theme = wanted();
    document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("etcd-monitor.theme", apply);
})();
