// Keeps the page that is open as its sources are, and shows what is wrong with them over it.
// It is told how the page stands, and does what is needed to get there; so it never matters what it has missed.

import { morph, restyle } from "./morph.js";

const own = document.querySelector("script[data-shows]");
let [page, styles, others] = own.dataset.shows.split(" ");
let words = {};

const make = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// The page ---------------------------------------------------------------------------------------------------------

async function bring() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  const wanted = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shows = wanted.querySelector("script[data-shows]")?.dataset.shows;
  if (!shows || !morph(wanted.documentElement)) return location.reload();
  [page] = shows.split(" ");
}

function paint() {
  for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin === location.origin) restyle(link, `${url.pathname}?${styles}`);
  }
}

async function stand(state) {
  show(state);
  const [itsPage, itsStyles, itsOthers] = state.shows.split(" ");
  if (state.moved) return location.replace(state.moved);
  if (itsOthers !== others) return location.reload();
  if (itsPage !== page) await bring();
  if (itsStyles !== styles) {
    styles = itsStyles;
    paint();
  }
}

// What is shown over it ----------------------------------------------------------------------------------------------

const host = make("khao-desk");
const shadow = host.attachShadow({ mode: "open" });
const sheet = make("link", { rel: "stylesheet", href: "/~khao/desk.css" });
const dialog = make("dialog");
const bar = make("aside", { className: "bar", hidden: true });
dialog.setAttribute("aria-labelledby", "heading");
dialog.addEventListener("close", () => (dialog.returnValue === "mended" ? 0 : remember("seen", told)));
sheet.onload = () => host.classList.add("ready");
shadow.append(sheet, dialog, bar);
// The end of the page stays above the bar.
new ResizeObserver(() => (host.style.height = `${bar.offsetHeight}px`)).observe(bar);
document.body.append(host);

let told = "";
const remember = (name, value) => sessionStorage.setItem(`khao-${name}`, value);
const remembered = (name) => sessionStorage.getItem(`khao-${name}`);

// The line of the source, its mark below the place where something is wrong.
function excerpt({ excerpt, line, column }) {
  const letters = [...new Intl.Segmenter("th").segment(excerpt)].map((each) => each.segment);
  let at = 0;
  for (let passed = 0; at < letters.length && passed + [...letters[at]].length < column; at += 1) {
    passed += [...letters[at]].length;
  }
  const quoted = make("code", {}, letters.slice(0, at).join(""));
  if (column) quoted.append(make("mark", { textContent: letters[at] ?? " " }), letters.slice(at + 1).join(""));
  else quoted.append(letters.slice(at).join(""));
  return make("pre", {}, make("span", { className: "line", textContent: `${line} ` }), quoted);
}

function entry(problem) {
  const rows = [
    [words["desk-why"], problem.why],
    [words["desk-fix"], problem.fix],
  ].map(([name, text]) => make("p", {}, make("b", { textContent: `${name}: ` }), text));
  return make(
    "li",
    {},
    make("p", { className: "place", textContent: problem.place }),
    make("h2", { textContent: problem.what }),
    ...(problem.excerpt ? [excerpt(problem)] : []),
    ...rows,
  );
}

function close(name, act) {
  const made = make("button", { type: "button", className: "close", textContent: "×", onclick: act });
  made.setAttribute("aria-label", name);
  return made;
}

function overlay({ problems, heading }) {
  const now = problems.length ? JSON.stringify(problems) : "";
  if (now === told) return;
  told = now;
  if (!now) return dialog.close("mended");
  dialog.returnValue = "";
  dialog.replaceChildren(
    make("div", { className: "head" }, make("h1", { id: "heading", textContent: heading }), close(words["desk-close"], () => dialog.close())),
    make("p", { className: "stays", textContent: words["desk-stays"] }),
    make("ul", {}, ...problems.map(entry)),
  );
  if (!dialog.open && remembered("seen") !== told) dialog.showModal();
}

function foot({ problems, heading, busy, source, when, notes }) {
  const parts = [source && make("code", { textContent: source }), when && make("span", { textContent: when })].filter(Boolean);
  if (notes.length) {
    const items = make("ul", {}, ...notes.map((each) => make("li", { textContent: each })));
    parts.push(make("details", {}, make("summary", { textContent: `${words["desk-notes"]} ${notes.length}` }), items));
  }
  if (problems.length) {
    parts.unshift(make("button", { type: "button", className: "wrong", textContent: heading, onclick: () => dialog.showModal() }));
  }
  if (busy) parts.unshift(make("b", { textContent: busy }));
  bar.setAttribute("aria-label", words["desk-bar"]);
  bar.dataset.lost = words["desk-lost"];
  bar.replaceChildren(...parts, close(words["desk-close"], () => {
    remember("bar", "closed");
    bar.hidden = true;
  }));
  // What is wrong is told whatever has been closed.
  bar.hidden = !parts.length || (remembered("bar") === "closed" && !problems.length);
}

function show(state) {
  ({ words } = state);
  host.lang = state.lang;
  bar.classList.remove("lost");
  overlay(state);
  foot(state);
}

// The channel --------------------------------------------------------------------------------------------------------

let channel = null;
let work = Promise.resolve();

function listen() {
  channel?.close();
  channel = new EventSource(`/~khao/state?page=${encodeURIComponent(location.pathname)}`);
  channel.onmessage = ({ data }) => (work = work.then(() => stand(JSON.parse(data))).catch(() => {}));
  channel.onerror = () => bar.classList.add("lost");
}

// A browser has but six channels for all its windows: who isn't seen gives his away.
document.addEventListener("visibilitychange", () => (document.hidden ? channel?.close() : listen()));
addEventListener("pagehide", () => channel?.close());
addEventListener("pageshow", (event) => event.persisted && listen());
listen();
