// Makes the page that is shown into another one of its kind, touching nothing that is the same in both: scroll, focus,
// what is open and what is typed stay. Compared are the page as it was sent and the page as it is sent now, so what
// scripts and the reader have done to it since is left alone.

// The node as it was sent, of each node that is shown. What is not in here was added by a script.
const sent = new WeakMap();

function learn(shown, as) {
  sent.set(shown, as);
  shown.childNodes.forEach((child, at) => learn(child, as.childNodes[at]));
}

const same = (shown, wanted) => sent.get(shown).isEqualNode(wanted);
const alike = (shown, wanted) => shown.nodeName === wanted.nodeName && sent.get(shown).id === wanted.id;
const isSheet = (node) => node.nodeName === "LINK" && node.relList.contains("stylesheet");

// Another sheet in the place of this one: both apply until the new one is there, so that nothing is ever unstyled.
export function restyle(link, href) {
  const fresh = link.cloneNode();
  fresh.href = href;
  fresh.onload = fresh.onerror = () => link.remove();
  sent.set(fresh, sent.get(link));
  sent.delete(link);
  link.after(fresh);
  return fresh;
}

function attributes(shown, was, wanted) {
  for (const name of new Set([...was.getAttributeNames(), ...wanted.getAttributeNames()])) {
    const value = wanted.getAttribute(name);
    if (value === was.getAttribute(name)) continue;
    if (value === null) shown.removeAttribute(name);
    else shown.setAttribute(name, value);
  }
}

function children(shown, wanted) {
  const old = [...shown.childNodes].filter((child) => sent.has(child));
  const fresh = [...wanted.childNodes];
  let last = null;
  while (old.length && fresh.length && same(old[0], fresh[0])) {
    last = old.shift();
    fresh.shift();
  }
  while (old.length && fresh.length && same(old.at(-1), fresh.at(-1))) {
    old.pop();
    fresh.pop();
  }
  fresh.forEach((each, at) => {
    let found = old.findIndex((other) => same(other, each));
    // One that is like it becomes it, unless that one is wanted further on just as it is.
    const later = fresh.slice(at + 1);
    if (found < 0) found = old.findIndex((other) => alike(other, each) && !later.some((one) => same(other, one)));
    const node = found < 0 ? adopt(each) : old.splice(found, 1)[0];
    const place = last ? last.nextSibling : shown.firstChild;
    if (node !== place) shown.insertBefore(node, place);
    last = become(node, each);
  });
  old.forEach((each) => each.remove());
}

function adopt(wanted) {
  const made = document.importNode(wanted, true);
  learn(made, wanted);
  return made;
}

function become(shown, wanted) {
  const was = sent.get(shown);
  if (was.isEqualNode(wanted)) return shown;
  if (isSheet(shown)) {
    shown = restyle(shown, wanted.getAttribute("href"));
  } else if (shown.nodeType === Node.ELEMENT_NODE) {
    attributes(shown, was, wanted);
    children(shown, wanted);
  } else {
    shown.data = wanted.data;
  }
  sent.set(shown, wanted);
  return shown;
}

const root = document.documentElement;
learn(root, root.cloneNode(true));

// What scripts were given when the page came, as far as that can be seen: they would not look at it again.
const given = (page) =>
  [...page.querySelectorAll("script[src]:not([data-shows]), [data-gallery], [data-copy]")].map((each) => each.outerHTML);

// The page now is this document. Tells whether it could be done without loading the page again.
export function morph(wanted) {
  if (given(sent.get(root)).join() !== given(wanted).join()) return false;
  become(root, wanted);
  return true;
}
