// Makes an element's content equal to new content while keeping the nodes that are there:
// focus, selection, scroll and a pointer over a row survive each round.

export function morph(target, content) {
  children(target, [content].flat(2).filter((n) => n !== null && n !== undefined && n !== false));
}

function children(target, wanted) {
  const kept = new Map();
  for (const node of target.childNodes) if (node.dataset?.key) kept.set(node.dataset.key, node);

  let at = target.firstChild;
  for (const next of wanted) {
    const known = next.dataset?.key ? kept.get(next.dataset.key) : undefined;
    if (known && known !== at) target.insertBefore(known, at);
    const old = known ?? at;
    if (old && same(old, next)) {
      update(old, next);
      at = old.nextSibling;
    } else {
      target.insertBefore(next, old ?? null);
    }
  }
  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
}

const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.dataset?.key === b.dataset?.key;

function update(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of [...next.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  children(old, [...next.childNodes]);
}
