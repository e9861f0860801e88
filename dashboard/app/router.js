// The URL is the state: #/ , #/fleet?verdict=critical , #/cluster/NAME

export const clusterLink = (name) => `#/cluster/${encodeURIComponent(name)}`;

export function route() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [page, ...rest] = path.split("/");
  if (page === "cluster" && rest.length > 0) return { page, cluster: decoded(rest.join("/")) };
  return { page: "fleet", verdict: new URLSearchParams(query).get("verdict") };
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
