// What a reader has beyond plain pages: photos one by one over the page, and a button that copies the page's address.
// Words stand in the page, in its language; without this script every photo is a link to itself.

const make = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function view(gallery) {
  const links = [...gallery.querySelectorAll("a[href]")];
  const words = gallery.dataset;
  const picture = make("img", { alt: "" });
  const caption = make("p", {});
  const place = make("p", { className: "place" });
  const button = (label, sign, act) => {
    const made = make("button", { type: "button", textContent: sign, onclick: act });
    made.setAttribute("aria-label", label);
    return made;
  };
  let at = 0;

  const show = (to) => {
    at = (to + links.length) % links.length;
    const link = links[at];
    picture.src = link.href;
    picture.alt = link.querySelector("img").alt;
    caption.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    place.textContent = `${at + 1} / ${links.length}`;
  };
  const about = make("div", { className: "about" }, caption, place);
  about.setAttribute("aria-live", "polite");
  const several = links.length > 1;
  const dialog = make(
    "dialog",
    { className: "viewer" },
    picture,
    about,
    ...(several ? [button(words.previous, "‹", () => show(at - 1)), button(words.next, "›", () => show(at + 1))] : []),
    button(words.close, "×", () => dialog.close()),
  );
  dialog.setAttribute("aria-label", gallery.closest("section")?.querySelector("h2")?.textContent ?? "");

  const ways = { ArrowLeft: () => at - 1, ArrowRight: () => at + 1, Home: () => 0, End: () => links.length - 1 };
  dialog.addEventListener("keydown", (event) => {
    if (ways[event.key]) {
      event.preventDefault();
      show(ways[event.key]());
    }
  });
  // A tap beside the photo closes, a swipe turns.
  let began = 0;
  dialog.addEventListener("pointerdown", (event) => (began = event.clientX));
  dialog.addEventListener("pointerup", (event) => {
    const moved = event.clientX - began;
    if (several && Math.abs(moved) > 48) show(at - Math.sign(moved));
    else if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => links[at].focus());
  document.body.append(dialog);

  gallery.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    dialog.showModal();
  });
}

function copy(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  button.classList.add("ready");
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2500);
  });
}

document.querySelectorAll("[data-gallery]").forEach(view);
document.querySelectorAll("[data-copy]").forEach(copy);
