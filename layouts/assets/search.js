// Search without a server: a query loads the few files it needs, and nothing is loaded before.
// What grams promise is looked up in the texts before it is shown.

const HITS = 20; // of one round
const LONGEST = 200; // of a query: work grows with it
const SNIPPET = 160;
const BYTES = 60_000; // of a round, where texts share files
const EXPECTED = 9_000; // of a file on its way
const TEXTS = 3; // requests that grams leave

// As in khao/thai.py and khao/fold.py, rule for rule.

const MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e";
const PRIVATE =
  "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d" +
  "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a";
const FAULT = new RegExp(
  "(เเ)|(\u0e4d[\u0e48-\u0e4b]*\u0e32)" +
    "|([\u0e48-\u0e4c]+[\u0e31\u0e34-\u0e3a\u0e47][\u0e31\u0e34-\u0e3a\u0e47-\u0e4c]*|\u0e33[\u0e48-\u0e4b][\u0e33\u0e48-\u0e4b]*)" +
    `|([${MARKS}\u0e33])\\4+` +
    "|([\u200b\ufeff\u00ad\u2060]+|(?<=[\u0e01-\u0e3a\u0e40-\u0e4e])[\u200c\u200d]+(?=[\u0e01-\u0e3a\u0e40-\u0e4e]))" +
    "|(\u00a0)|[\uf700-\uf71a]",
  "g",
);
const DROPPED = new RegExp(`[^\\p{L}\\p{N}${MARKS}]+`, "gu");

const order = (sign) => (sign === "\u0e33") * 2 + /[\u0e48-\u0e4c]/.test(sign);

function mend(found, doubled, am, marks, repeated, invisible, space) {
  if (doubled) return "แ";
  if (am) return am.slice(1, -1) + "\u0e33";
  if (marks) return [...marks].sort((one, two) => order(one) - order(two)).join("");
  return repeated ?? (invisible ? "" : space ? " " : PRIVATE[found.charCodeAt(0) - 0xf700]);
}

function normalise(text) {
  // One remedy can bring another fault together.
  for (;;) {
    const mended = text.replace(FAULT, mend).normalize("NFC");
    if (mended === text) return text;
    text = mended;
  }
}

function squeeze(normal) {
  const small = normal.toLowerCase().replaceAll("ς", "σ");
  return small.replace(DROPPED, "").replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0xe50);
}

export const fold = (text) => squeeze(normalise(text));

// Signs that no cut may part from what stands before them.
const BOUND = /^[ะาำๅๆ\u200c\u200d\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;

export function separable(text, at) {
  if (at <= 0 || at >= text.length) return true;
  const after = String.fromCodePoint(text.codePointAt(at));
  if (/[เแโใไ\u200d]/.test(text[at - 1]) || text.codePointAt(at - 1) > 0xffff || BOUND.test(after)) return false;
  // A flag is a pair of letters: only an even number of them may stand before the cut.
  return !/\p{RI}/u.test(after) || [...text.slice(0, at).match(/\p{RI}*$/u)[0]].length % 2 === 0;
}

// The words of a query, folded; what stands between quotes is one.
function parse(query) {
  const parts = normalise(query.slice(0, LONGEST)).matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]?|[^\s"“”„«»]+/g);
  return [...parts].map(([all, phrase]) => fold(phrase ?? all)).filter(Boolean);
}

// The commonest first: their places added up tell rare grams nearly as well as counts do.
const COMMON = "านรกอเงม่ยวลดตสท้ัีบิปคแหศจะึขพไใโุ2560ชูำถืผภษ์ธซฉณญ็ฟฐ";

function rarity(gram) {
  let sum = 0;
  for (const sign of gram) sum += (COMMON + sign).indexOf(sign);
  return sum;
}

// The keys of a word, rare ones first, but last what a rarer one nearly covers.
function grams(word) {
  const signs = [...word];
  if (signs.length <= 3) return [word];
  const all = signs.slice(2).map((_, at) => ({ at, key: signs.slice(at, at + 3).join("") }));
  all.sort((one, two) => rarity(two.key) - rarity(one.key));
  const apart = [];
  for (const each of all) if (apart.every(({ at }) => Math.abs(at - each.at) > 1)) apart.push(each);
  return [...new Set([...apart, ...all].map(({ key }) => key))];
}

// A key across each joint: where it is missing the words don't stand side by side.
function joints(words) {
  return words.slice(1).map((word, at) => grams([...[...words[at]].slice(-2), ...[...word].slice(0, 2)].join(""))[0]);
}

// Files by URL. What has failed stays so until the next search.
const files = new Map();

function load(url, read, spent, cache = "default") {
  const file = files.get(url) ?? {};
  files.set(url, file);
  const arrive = async () => {
    spent.requests++;
    spent.bytes += EXPECTED;
    const answer = await fetch(url, { cache });
    if (!answer.ok) throw new Error();
    const data = await answer.arrayBuffer();
    spent.bytes += data.byteLength - EXPECTED;
    const { readable, writable } = new DecompressionStream("deflate");
    const writer = writable.getWriter();
    const [plain] = await Promise.all([new Response(readable).arrayBuffer(), writer.write(data), writer.close()]);
    return (file.here = read(new Uint8Array(plain)));
  };
  file.arrives ??= arrive();
  file.arrives.catch(() => (file.failed = true));
  return file.arrives;
}

// One byte a Thai letter.
const readJson = (bytes) => JSON.parse(new TextDecoder("windows-874").decode(bytes));

// Where each key's postings lie: of titles, of leads, of all fields.
function readShard(bytes) {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const keys = new Map();
  for (let count = next(); count; count--) {
    let key = "";
    for (let length = next(); length; length--) key += String.fromCodePoint(next());
    keys.set(key, [next(), next(), next()]);
  }
  for (const [key, lengths] of keys) keys.set(key, lengths.map((length) => bytes.subarray(at, (at += length))));
  return keys;
}

// Those of some documents that postings name.
function common(found, bytes) {
  let [count, at, doc, shift] = [0, 0, -1, 0];
  const kept = new Uint32Array(bytes.length);
  for (const byte of bytes) {
    doc += (byte & 127) << shift;
    shift = byte < 128 ? 0 : shift + 7;
    if (shift) continue;
    while (at < found.length && found[at] < doc) at++;
    if (at === found.length) break;
    if (found[at] === doc) kept[count++] = doc;
  }
  return kept.subarray(0, count);
}

const INDEX = document.querySelector("#results")?.dataset.index;

function locate(folder, prints, at) {
  const print = prints.slice(at * 6, at * 6 + 6);
  return print === "------" ? "" : INDEX.replace("index", `${folder}/${at}.${print}`);
}

function shardOf({ grams }, key) {
  let hash = 2166136261;
  for (const sign of key) hash = Math.imul(hash ^ sign.codePointAt(0), 16777619);
  return locate("grams", grams, ((hash ^ (hash >>> 15)) >>> 0) % (grams.length / 6));
}

const textsOf = ({ texts, page }, doc) => locate("texts", texts, Math.floor(doc / page));

// A rank tells the kind of match, then how new. Kinds: all words in the title, in the lead, anywhere; of each side by
// side before scattered.
const rankOf = ({ docs }, kind, doc) => kind * docs + docs - 1 - doc;
const docOf = ({ docs }, rank) => docs - 1 - (rank % docs);

const left = ({ at, ranks, held }) => at < ranks.length || held[0];

function afford({ index, spent }, kept = 0) {
  return spent.requests + kept < index.round && (index.page < 2 || spent.bytes + EXPECTED <= BYTES);
}

// The newest search; what older ones wait for never shows.
let current = {};

function check(search) {
  if (search !== current) throw new Error();
}

// Loads what is allowed of these keys' shards, in order.
async function learn(search, keys) {
  const coming = [];
  for (const key of keys) {
    const url = shardOf(search.index, key);
    // Only the index knows what passes a filter.
    const due = search.filters.includes(key) || files.has(url) || afford(search, TEXTS);
    if (url && due) coming.push(load(url, readShard, search.spent));
  }
  await Promise.all(coming);
  check(search);
}

// Undefined if its shard is not here.
function postings({ index }, key) {
  const url = shardOf(index, key);
  const shard = url ? files.get(url)?.here : new Map();
  return shard && (shard.get(key) ?? [[], [], []]);
}

// Ranks what isn't judged yet as postings promise, which is never too low.
function rank(search) {
  const { index, words, keys, filters, held, judged, shown } = search;
  const among = (found, keys, field) => {
    for (const key of keys) {
      const lists = postings(search, key);
      if (lists) found = common(found, lists[field]);
    }
    return found;
  };
  const kinds = new Uint8Array(index.docs);
  const any = among(new Uint32Array(index.docs).map((_, doc) => doc), [...filters, ...keys], 2);
  // Better kinds come later and win.
  for (const field of [2, 1, 0]) {
    const found = among(any, field < 2 ? keys : [], field);
    for (const doc of found) kinds[doc] = field * 2 + 1;
    for (const doc of among(found, joints(words), field)) kinds[doc] = field * 2;
  }
  search.ranks = any.map((doc) => rankOf(index, kinds[doc], doc)).filter((each) => each > judged).sort();
  search.at = 0;
  search.total = shown + held.length + search.ranks.length;
}

async function gather(search) {
  const { words, filters, spent, cache } = search;
  search.index = await load(INDEX, readJson, spent, cache);
  check(search);
  // One of each word, then another of each.
  const turns = words.flatMap((word) => grams(word).map((key, at) => ({ key, at })));
  const keys = (search.keys = turns.sort((one, two) => one.at - two.at).map(({ key }) => key));
  const first = words.length;
  await learn(search, [...filters, ...keys.slice(0, first), ...joints(words), ...keys.slice(first, 3)]);
  rank(search);
}

// More grams, where many texts would have to be read.
async function refine(search) {
  const { keys, ranks, at, index } = search;
  if (search.refined || ranks.length - at <= HITS) return;
  search.refined = true;
  const more = keys.filter((key) => !postings(search, key)).slice(0, index.round / 4);
  if (!more[0]) return;
  await learn(search, more);
  rank(search);
}

// The rank that a text earns, or undefined if a word is missing.
function judge({ words, index }, row, doc) {
  row.plain ??= [row[1], row[6], row[7], row[8]].map(normalise);
  const fields = (row.folded ??= row.plain.map(squeeze));
  const joined = words.join("");
  if (!words.every((word) => fields.some((field) => field.includes(word)))) return undefined;
  const best = [0, 1].find((at) => words.every((word) => fields[at].includes(word))) ?? 2;
  const together = (best < 2 ? [fields[best]] : fields).some((field) => field.includes(joined));
  return rankOf(index, best * 2 + !together, doc);
}

function foresee(search, wanted) {
  for (const each of search.ranks.slice(search.at, search.at + wanted)) {
    const url = textsOf(search.index, docOf(search.index, each));
    if (!files.has(url) && !afford(search)) return;
    load(url, readJson, search.spent);
  }
}

// Shows hits below a bound, up to a goal or what a round may load.
async function show(search, goal, bound, emit) {
  const { index, held } = search;
  while (search.shown < goal) {
    const next = search.ranks[search.at] ?? Infinity;
    const first = held[0]?.rank ?? Infinity;
    if (Math.min(next, first) >= bound) return;
    if (first <= next) {
      emit(held.shift().row);
      continue;
    }
    foresee(search, goal - search.shown);
    const doc = docOf(index, next);
    const rows = await files.get(textsOf(index, doc))?.arrives;
    check(search);
    if (!rows) return;
    const row = rows[doc % index.page];
    search.at++;
    search.judged = next;
    const earned = judge(search, row, doc);
    if (earned === undefined) search.total--;
    else {
      held.push({ rank: earned, row });
      held.sort((one, two) => one.rank - two.rank);
    }
  }
}

// What words cover of a text, in whole clusters. Folding only drops signs of it.
function cover(text, folded, words) {
  const dropped = [...text.matchAll(DROPPED)];
  const covered = new Uint8Array(text.length);
  for (const word of words) {
    let [run, before] = [0, 0];
    const place = (at) => {
      while (dropped[run]?.index <= at + before) before += dropped[run++][0].length;
      return at + before;
    };
    for (let start = folded.indexOf(word); start >= 0; start = folded.indexOf(word, start + word.length)) {
      let [one, two] = [place(start), place(start + word.length - 1) + 1];
      while (!separable(text, one)) one--;
      while (!separable(text, two)) two++;
      covered.fill(1, one, two);
    }
  }
  return covered;
}

const make = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function marked(text, covered, from = 0, to = text.length) {
  const parts = [];
  while (from < to) {
    let end = covered.indexOf(1 - covered[from], from);
    if (end < 0 || end > to) end = to;
    const part = text.slice(from, end);
    parts.push(covered[from] ? make("mark", {}, part) : part);
    from = end;
  }
  return parts;
}

// At a space where one is near, else between clusters.
function near(text, at, step) {
  for (let space = at; Math.abs(space - at) < 24; space += step)
    if (text[space] === " " && text[space + 1] !== "ๆ") return space;
  while (!separable(text, at)) at--;
  return at;
}

// What stands around the first match, best side by side.
function excerpt(text, folded, words) {
  const covered = cover(text, folded, words);
  const together = words[1] ? cover(text, folded, [words.join("")]).indexOf(1) : -1;
  const first = together < 0 ? covered.indexOf(1) : together;
  const start = Math.min(first - 50, text.length - SNIPPET);
  const from = start > 0 ? near(text, start, 1) : 0;
  const to = from + SNIPPET < text.length ? near(text, from + SNIPPET, -1) : text.length;
  return [from ? "…" : "", ...marked(text, covered, from, to), to < text.length ? "…" : ""];
}

function hit(row, words, names) {
  const [url, , date, day, section, lang] = row;
  const fields = row.plain.map((text) => text.replace(/\s+/g, " ").trim());
  // The field with the most of the words; if there are none, the lead.
  const counts = row.folded.map((field) => words.filter((word) => field.includes(word)).length);
  const best = Math.max(...counts.slice(1));
  const at = best ? counts.indexOf(best, 1) : fields[1] ? 1 : 3;
  const own = document.documentElement.lang;
  return make(
    "li",
    lang === own ? {} : { lang },
    make("h2", {}, make("a", { href: url }, ...marked(fields[0], cover(fields[0], row.folded[0], words)))),
    make("p", { className: "meta", lang: own }, make("time", { dateTime: date }, day), make("span", {}, names[section])),
    make("p", {}, ...excerpt(fields[at], row.folded[at], words)),
  );
}

function start(results) {
  const ids = ["finder", "status", "nothing", "trouble", "more", "engine", "browse"];
  const [form, status, nothing, trouble, more, engine, browse] = ids.map((id) => document.getElementById(id));
  const field = form.elements.q;
  const filters = [...form.querySelectorAll("select")];
  const [takeOff] = nothing.getElementsByTagName("button");
  const [asked] = engine.getElementsByTagName("input");
  const site = asked.value;
  const words = results.dataset;
  let entry; // of the history, that led here or was sent
  let timer;
  let rest; // where the page was put, before the reader scrolled

  function turn(state) {
    words.state = state;
    words.total = current.total ?? words.total;
    const empty = state === "done" && !current.total;
    nothing.hidden = !empty;
    takeOff.hidden = !filters.some(({ value }) => value);
    trouble.hidden = state !== "error";
    engine.hidden = !empty && trouble.hidden;
    asked.value = site + field.value.trim();
    browse.hidden = !empty && state !== "idle";
    // Loading more leaves the button its place and the focus.
    if (state !== "loading" || !current.shown) more.hidden = state !== "done" || !left(current);
    // Intl takes too long.
    const count = (_, name) => `${current[name]}`.replace(/\B(?=(...)+$)/g, ",");
    const told = words[empty ? "nothing" : state]?.replace(/{(.*?)}/g, count);
    status.textContent = told?.replace(/\d/g, (digit) => words.digits[digit]);
  }

  // One round, or as many as lead back to so many hits.
  async function run(search, goal = 0) {
    turn("loading");
    let to = goal;
    const ready = [];
    const lay = () => search.list.append(...ready.splice(0));
    // Hits that come together are laid at once.
    const emit = (row) => {
      if (!search.shown++) results.replaceChildren(search.list);
      if (ready.push(hit(row, search.words, words)) === 1) setTimeout(lay, 99);
    };
    try {
      if (!search.ranks) await gather(search);
      do {
        to = Math.max(goal, search.shown + HITS);
        const before = search.shown;
        // Titles don't wait for what only the others need.
        await show(search, to, 2 * search.index.docs, emit);
        if (search.shown < to) await refine(search);
        await show(search, to, Infinity, emit);
        // A round that may load no more shows what it has; the next asks for more grams.
        if (search.shown === before) {
          search.held.splice(0).forEach(({ row }) => emit(row));
          search.refined = false;
        }
        lay();
        search.spent = { requests: 0, bytes: 0 };
      } while (search.shown < goal && left(search));
    } catch {
      if (search !== current) return;
      // A new version of the site may have replaced the files meanwhile.
      if (search.renewed) turn("error");
      else await begin(to, true);
      return;
    }
    if (!search.shown) results.replaceChildren();
    turn("done");
    rest = scrollY;
    goal && keep();
  }

  async function begin(goal = 0, renewed = false) {
    for (const [url, file] of files) if (file.failed || (renewed && url === INDEX)) files.delete(url);
    current = {
      address: address(),
      words: parse(field.value),
      filters: filters.filter(({ value }) => value).map(({ name, value }) => `${name}:${value}`),
      list: make("ol", {}),
      held: [],
      shown: 0,
      judged: -1,
      spent: { requests: 0, bytes: 0 },
      renewed,
      cache: renewed ? "reload" : "no-cache",
    };
    const sought = current.words[0] || current.filters[0];
    // Only this script knows how far down the hits reach.
    history.scrollRestoration = sought ? "manual" : "auto";
    if (sought) await run(current, goal);
    else turn("idle");
  }

  const retry = () => begin(current.shown);

  function clear() {
    current = {};
    results.replaceChildren();
    words.total = 0;
  }

  async function further(event) {
    if (words.state !== "done") return;
    const before = current.shown;
    await run(current);
    // Whoever pressed the button reads on where the new hits begin.
    if (event) results.querySelectorAll("a")[before]?.focus();
  }

  function address() {
    const said = [...new FormData(form)].filter(([, value]) => value.trim());
    return location.pathname + (said.length ? `?${new URLSearchParams(said)}` : "");
  }

  // For coming back.
  function keep() {
    history.replaceState({ shown: current.shown, top: scrollY }, "");
    if (current.address === entry.address) entry.state = history.state;
  }

  async function recall() {
    clearTimeout(timer);
    const said = new URLSearchParams(location.search);
    field.value = said.get("q") ?? "";
    for (const each of filters) {
      each.value = said.get(each.name) ?? "";
      if (!each.value) each.selectedIndex = 0;
    }
    const state = history.state;
    const { address: from } = (entry = { address: address(), state });
    clear();
    await begin(state?.shown);
    if (current.address !== from || !state || words.state !== "done") return;
    scrollTo({ top: state.top, behavior: "instant" });
    rest = scrollY;
    keep();
  }

  // The address follows what is typed; what is sent gets its own entry in the history.
  function seek(sent) {
    clearTimeout(timer);
    const to = address();
    if (sent && to !== entry.address) {
      history.replaceState(entry.state, "", entry.address);
      history.pushState(null, "", to);
      entry = { address: to, state: null };
    } else if (to !== current.address) history.replaceState(null, "", to);
    if (to === current.address && words.state !== "error") return;
    clear();
    begin();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    seek(true);
  });
  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    if (address() === current.address) return;
    clear();
    turn("loading");
    timer = setTimeout(seek, target === field ? 300 : 0);
  });
  addEventListener("keydown", (event) => {
    const stops = [field, ...results.querySelectorAll("a"), more];
    const at = stops.indexOf(event.target);
    const to = { ArrowUp: stops[at - 1], ArrowDown: stops[at + 1], Escape: at > 0 && field }[event.key];
    if (at < 0 || !to) return;
    event.preventDefault();
    to.focus();
  });
  results.addEventListener("click", keep);
  more.addEventListener("click", further);
  trouble.addEventListener("click", ({ target }) => target.type && retry());
  takeOff.addEventListener("click", () => {
    for (const each of filters) each.selectedIndex = 0;
    seek();
    field.focus();
  });
  addEventListener("online", () => words.state === "error" && retry());
  // The skip link makes an entry of its own.
  addEventListener("popstate", () => location.hash || recall());
  addEventListener("scroll", () => {
    if (words.state !== "done" || Math.abs(scrollY - rest) < 1) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      keep();
      if (!more.hidden && more.getBoundingClientRect().top < innerHeight) further();
    }, 300);
  });

  form.hidden = false;
  recall();
}

if (INDEX) start(document.querySelector("#results"));
