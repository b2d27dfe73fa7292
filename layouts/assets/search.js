//# allFunctionsCalledOnLoad
// Search without a server: a query loads the few files it needs, nothing before.
// What grams promise is looked up in the texts and then shown.

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
// Letters of all scripts take longer.
const dropped = (text) =>
  /^[\s!-~ก-ฺเ-๎๐-๙“”–…]*$/.test(text) ? /[^a-z0-9ก-ฺเ-๎๐-๙]+/gi : new RegExp(`[^\\p{L}\\p{N}${MARKS}]+`, "gu");

const order = (sign) => (sign === "\u0e33") * 2 + /[\u0e48-\u0e4c]/.test(sign);

function mend(found, doubled, am, marks, repeated, invisible, space) {
  if (doubled) return "แ";
  if (am) return am.slice(1, -1) + "\u0e33";
  if (marks) return [...marks].sort((one, two) => order(one) - order(two)).join("");
  return repeated ?? (invisible ? "" : space ? " " : PRIVATE[found.charCodeAt(0) - 0xf700]);
}

function normalise(text) {
  for (;;) {
    const mended = text.replace(FAULT, mend).normalize("NFC");
    if (mended === text) return text;
    text = mended;
  }
}

function squeeze(normal) {
  const small = normal.toLowerCase().replaceAll("ς", "σ");
  return small.replace(dropped(small), "").replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0xe50);
}

export const fold = (text) => squeeze(normalise(text));

const BOUND = /^[ะาำๅๆ\u200c\u200d\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;

export function separable(text, at) {
  if (at <= 0 || at >= text.length) return true;
  const after = text.slice(at);
  if (/[เแโใไ\u200d]/.test(text[at - 1]) || text.codePointAt(at - 1) > 0xffff || BOUND.test(after)) return false;
  // Flags are pairs of letters.
  return !/^\p{RI}/u.test(after) || [...text.slice(0, at).match(/\p{RI}*$/u)[0]].length % 2 === 0;
}

// The words of a query, folded; quotes make one.
function parse(query) {
  const parts = normalise(query.slice(0, LONGEST)).matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]?|[^\s"“”„«»]+/g);
  return [...parts].map(([all, phrase]) => fold(phrase ?? all)).filter(Boolean);
}

// The commonest first. Their places added up tell rare grams.
const COMMON = "านรกอเงม่ยวลดตสท้ัีบิปคแหศจะึข";

function rarity(gram) {
  let sum = 0;
  for (const sign of gram) sum += (COMMON + sign).indexOf(sign);
  return sum;
}

// The keys of a word, rare ones first, last what a rarer one nearly covers.
function grams(word) {
  const signs = [...word];
  if (signs.length <= 3) return [word];
  const all = signs.slice(2).map((_, at) => ({ at, key: signs.slice(at, at + 3).join("") }));
  all.sort((one, two) => rarity(two.key) - rarity(one.key));
  const apart = [];
  for (const each of all) if (apart.every(({ at }) => Math.abs(at - each.at) > 1)) apart.push(each);
  return [...new Set([...apart, ...all].map(({ key }) => key))];
}

// A key across each joint, without which words don't stand side by side.
function joints(words) {
  return words.slice(1).map((word, at) => grams([...[...words[at]].slice(-2), ...[...word].slice(0, 2)].join(""))[0]);
}

function insist(fits) {
  if (!fits) throw new Error();
}

// Files by URL. What has failed stays so until the next search.
const files = new Map();

function load(url, read, spent, cache) {
  const file = files.get(url) ?? {};
  files.set(url, file);
  const arrive = async () => {
    spent.requests++;
    spent.bytes += EXPECTED;
    const answer = await fetch(url, { cache });
    insist(answer.ok);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    spent.bytes += bytes.length - EXPECTED;
    return (file.here = await read(bytes));
  };
  file.arrives ??= arrive();
  file.arrives.catch(() => (file.failed = true));
  return file.arrives;
}

// One byte a Thai letter.
async function readTexts(bytes) {
  const plain = new Response(bytes).body.pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(new TextDecoder("windows-874").decode(await new Response(plain).arrayBuffer()));
}

function readIndex(bytes) {
  const [docs, page, round, shards] = new Uint32Array(bytes.buffer, 0, 4);
  const texts = 16 + Math.ceil(docs / page) * 3;
  insist(bytes.length === texts + shards * 3);
  return { docs, page, round, shards, texts: bytes.subarray(16), grams: bytes.subarray(texts) };
}

// Numbers have seven bits a byte; 0 is the end.
function reader(bytes) {
  let at = 0;
  const number = () => {
    const byte = bytes[at++] ?? 0;
    return byte < 128 ? byte : (byte & 127) | (number() << 7);
  };
  const stretch = (size = number()) => bytes.subarray(at, (at += size));
  return [number, stretch, () => bytes.length - at];
}

// Each key's postings: of titles, of leads, of all fields.
function readShard(bytes) {
  const [, stretch, left] = reader(bytes);
  const keys = new Map();
  while (left() > 0) keys.set(new TextDecoder().decode(stretch()), [stretch(), stretch(), stretch()]);
  insist(!left());
  return keys;
}

// A set has a bit a document.
const none = ({ docs }) => new Uint32Array((docs + 31) >> 5);
const bit = (doc) => 1 << (doc & 31);

// Postings are a set, or gaps, none of them 0.
function unpack(index, postings = []) {
  const set = none(index);
  const [number] = reader(postings);
  if (postings[0] === 0) new Uint8Array(set.buffer).set(postings.subarray(1));
  else for (let doc = -1, gap; (gap = number()); set[doc >> 5] |= bit(doc)) doc += gap;
  return set;
}

const INDEX = document.querySelector("#results")?.dataset.index;

function locate(folder, marks, at) {
  const [one, two, three] = marks.subarray(at * 3);
  const mark = ((1 << 24) | (one << 16) | (two << 8) | three).toString(16).slice(1);
  return INDEX.replace("index", `${folder}/${at}.${mark}`);
}

function shardOf({ grams, shards }, key) {
  let hash = 2166136261;
  for (const sign of key) hash = Math.imul(hash ^ sign.codePointAt(0), 16777619);
  return locate("grams", grams, ((hash ^ (hash >>> 15)) >>> 0) % shards);
}

const textsOf = ({ texts, page }, doc) => locate("texts", texts, Math.floor(doc / page));

// The kind of match, then how new. Kinds: in the title, in the lead, anywhere; of each side by side, then scattered.
const rankOf = ({ docs }, kind, doc) => kind * docs + docs - 1 - doc;
const docOf = ({ docs }, rank) => docs - 1 - (rank % docs);

const promised = ({ total, shown, held }) => total - shown - held.length;

function afford({ index, spent }, kept = 0) {
  return spent.requests + kept < index.round && (index.page < 2 || spent.bytes + EXPECTED <= BYTES);
}

// The newest search. What older ones wait for never shows.
let current = {};

const check = (search) => insist(search === current);

// Loads what is allowed of these keys' shards, in order.
async function learn(search, keys) {
  const loads = keys.map((key) => {
    const url = shardOf(search.index, key);
    // Only the index knows what passes a filter.
    const due = search.filters.includes(key) || files.has(url) || afford(search, TEXTS);
    return due && load(url, readShard, search.spent);
  });
  await Promise.all(loads);
  check(search);
}

const learnt = ({ index }, key) => files.get(shardOf(index, key))?.here;

// Ranks the first that isn't judged yet as postings promise, which is never too low.
function rank(search) {
  const { index, words, keys, filters, held, judged, shown } = search;
  const ranks = (search.ranks = []);
  const among = (set, keys, field) => {
    for (const key of keys) {
      const shard = learnt(search, key);
      const other = shard && unpack(index, shard.get(key)?.[field]);
      if (other) set = set.map((bits, at) => bits & other[at]);
    }
    return set;
  };
  const any = among(judged.map((bits) => ~bits), [...filters, ...keys], 2);
  search.total = shown + held.length;
  for (let bits of any) for (; bits; bits &= bits - 1) search.total++;
  for (let kind = 0; kind < 6; kind++) {
    const set = among(any, kind % 2 ? keys : [...keys, ...joints(words)], kind >> 1);
    for (let doc = index.docs; doc-- && ranks.length < HITS; ) {
      if (!set[doc >> 5]) doc &= ~31;
      if (!(set[doc >> 5] & bit(doc))) continue;
      ranks.push(rankOf(index, kind, doc));
      any[doc >> 5] ^= bit(doc);
    }
  }
}

async function gather(search) {
  const { words, filters, spent, cache } = search;
  search.index = await load(INDEX, readIndex, spent, cache);
  check(search);
  search.judged = none(search.index);
  // One of each word, then another of each.
  const turns = words.flatMap((word) => grams(word).map((key, at) => ({ key, at })));
  const keys = (search.keys = turns.sort((one, two) => one.at - two.at).map(({ key }) => key));
  const first = words.length;
  await learn(search, [...filters, ...keys.slice(0, first), ...joints(words), ...keys.slice(first, 3)]);
  rank(search);
}

// More grams where many texts would be read.
async function refine(search) {
  const { keys, index } = search;
  if (search.refined || promised(search) <= HITS) return;
  search.refined = true;
  const more = keys.filter((key) => !learnt(search, key)).slice(0, index.round / 4);
  if (!more[0]) return;
  await learn(search, more);
  rank(search);
}

const fieldsOf = (row) => [1, 6, 7, 8].map((at) => row[at]);

// The rank that a text earns, or undefined if a word is missing.
function judge({ words, index }, row, doc) {
  const fields = (row.folded ??= fieldsOf(row).map(squeeze));
  const joined = words.join("");
  if (!words.every((word) => fields.some((field) => field.includes(word)))) return;
  const best = [0, 1].find((at) => words.every((word) => fields[at].includes(word))) ?? 2;
  const together = (best < 2 ? [fields[best]] : fields).some((field) => field.includes(joined));
  return rankOf(index, best * 2 + !together, doc);
}

function foresee(search, wanted) {
  for (const each of search.ranks.slice(0, wanted)) {
    const url = textsOf(search.index, docOf(search.index, each));
    if (!files.has(url) && !afford(search)) return;
    load(url, readTexts, search.spent);
  }
}

// Shows hits below a bound, as many as a round may load.
async function show(search, goal, bound, emit) {
  const { index, held } = search;
  while (search.shown < goal) {
    if (!search.ranks[0] && promised(search)) rank(search);
    const [next = Infinity] = search.ranks;
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
    search.ranks.shift();
    search.judged[doc >> 5] |= bit(doc);
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
  const runs = [...text.matchAll(dropped(text))];
  const covered = new Uint8Array(text.length);
  for (const word of words) {
    let [run, before] = [0, 0];
    const place = (at) => {
      while (runs[run]?.index <= at + before) before += runs[run++][0].length;
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
    if (/\s/.test(text[space]) && text[space + 1] !== "ๆ") return space;
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
  const fields = fieldsOf(row);
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
    if (state !== "loading" || !current.shown) more.hidden = state !== "done" || current.total <= current.shown;
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
      } while (search.shown < Math.min(goal, search.total));
    } catch {
      if (search !== current) return;
      // A new version of the site may have come.
      if (search.renewed) turn("error");
      else await begin(to, true);
      return;
    }
    if (!search.shown) results.replaceChildren();
    turn("done");
    // With the frame's own layout.
    requestAnimationFrame(() => (rest = scrollY));
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
    // Whoever pressed the button reads on there.
    if (event) results.querySelectorAll("a")[before]?.focus();
  }

  function address() {
    const said = [...new FormData(form)].filter(([, value]) => value.trim());
    return location.pathname + (said.length ? `?${new URLSearchParams(said)}` : "");
  }

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
