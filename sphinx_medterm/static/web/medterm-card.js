// @ts-check
/**
 * Hover cards: shows what a page explains of a term beside the link that the pointer, the keyboard
 * or a finger is on (WCAG 2.2, success criterion 1.4.13). Without this script links are plain.
 *
 * Cards are in a template, where they are no text of the page, until they are opened. Those that are
 * printed are in the page.
 *
 * Escape closes a card. Alt and the down arrow go from a link into its card, Escape goes back. The
 * card says so to readers who came by keyboard. Screen readers hear it once on a page, from a live
 * region: as a property of each link, they would hear it at each link.
 */
(() => {
  "use strict";

  if (!("popover" in HTMLElement.prototype)) return;

  const OPEN_AFTER = 500; // milliseconds for which the pointer rests on a link
  const CLOSE_AFTER = 300; // milliseconds to go from the link to the card
  const GAP = 6; // pixels between link and card
  const LINKS = "a.medterm-word";

  /** The link whose card is open, and the card. @type {HTMLAnchorElement | null} */
  let link = null;
  /** @type {HTMLElement | null} */
  let card = null;
  /** The link whose card was sent away; it stays so until pointer or focus has left it.
   * @type {Element | null} */
  let dismissed = null;
  /** What the pointer is on. @type {Element | null} */
  let hovered = null;
  /** Whether a finger was used last. */
  let touched = false;
  /** Whether a screen reader was told about keys. */
  let told = false;
  /** @type {number | undefined} */
  let opening;
  /** @type {number | undefined} */
  let closing;

  /** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
  const linkAt = (target) => (target instanceof Element ? target.closest(LINKS) : null);

  /** @returns {NodeListOf<HTMLTemplateElement>} */
  const templates = () => document.querySelectorAll(".medterm-cards > template");

  /** The id of a card follows from the address of the entry, and from a class of the link if the
   * card is not for the usual readers of the page. @param {HTMLAnchorElement} link */
  const idOfCard = (link) => {
    const start = /\bmedterm_card_\w+/.exec(link.className)?.[0] ?? "medterm_card";
    return decodeURIComponent(link.hash).replace("#medterm", start);
  };

  /** @param {HTMLAnchorElement} link @returns {HTMLElement | null} */
  const cardOf = (link) => {
    const id = idOfCard(link);
    const unopened = [...templates()].map((template) => template.content.getElementById(id));
    return document.getElementById(id) ?? unopened.find(Boolean) ?? null;
  };

  /** Whether something is in the link or the card that are shown. @param {Node | null} node */
  const inside = (node) => node !== null && Boolean(link?.contains(node) || card?.contains(node));

  /** The way on comes before the way out, wherever they stand. @returns {HTMLElement[]} */
  const controls = () =>
    ["a", "button"].flatMap((name) => [...(card?.querySelectorAll(name) ?? [])].map(asHTML));

  /** @param {Element} element */
  const asHTML = (element) => /** @type {HTMLElement} */ (element);

  function keep() {
    clearTimeout(opening);
    clearTimeout(closing);
    opening = closing = undefined;
  }

  /** Put a card into the page, unless it is there, and make it ready to be shown.
   * @param {HTMLElement} card */
  function insert(card) {
    [...templates()].find((template) => template.content === card.parentNode)?.before(card);
    card.popover = "manual";
    reach(card, false);
  }

  /** Hide a card from reader modes as well, which don't know of popovers. @param {HTMLElement} card */
  function hide(card) {
    card.hidden = !card.closest(".medterm-printed");
  }

  /** @param {HTMLAnchorElement} next */
  function open(next) {
    keep();
    if (next === link) return;
    close();
    card = cardOf(next);
    if (!card) return;
    link = next;
    link.classList.add("medterm-open");
    if (card.getAttribute("role") === "dialog") link.setAttribute("aria-expanded", "true");
    insert(card);
    card.hidden = false;
    card.showPopover();
    paint(card, link);
    place();
  }

  function close() {
    keep();
    if (!link || !card) return;
    const [was, shown] = [link, card];
    link = card = null;
    was.classList.remove("medterm-open");
    if (was.hasAttribute("aria-expanded")) was.setAttribute("aria-expanded", "false");
    reach(shown, false);
    shown.hidePopover();
    hide(shown);
    shown.removeAttribute("style"); // its place and colours, which are not those on paper
    shown.querySelector(".medterm-card-keys")?.remove();
    status().textContent = "";
  }

  /** Close the card because the reader says so. */
  function dismiss() {
    const back = card?.contains(document.activeElement) ? link : null;
    dismissed = link;
    close();
    back?.focus();
  }

  /** Close the card soon, unless pointer or focus is there by then. */
  function leave() {
    clearTimeout(opening);
    opening = undefined;
    if (card && closing === undefined) {
      closing = setTimeout(() => {
        closing = undefined;
        if (!inside(hovered) && !inside(document.activeElement)) close();
      }, CLOSE_AFTER);
    }
  }

  /** Let the tab key reach what is in a card, or not. @param {Element} card @param {boolean} may */
  function reach(card, may) {
    for (const control of card.querySelectorAll("a, button")) {
      asHTML(control).tabIndex = may ? 0 : -1;
    }
  }

  /** Go into the card: to its first link, or where it has none, to its text. */
  function enter() {
    if (!card) return;
    reach(card, true);
    card.tabIndex = -1;
    (touched ? card : controls()[0] ?? card).focus({ preventScroll: true });
  }

  /** Put the card below or above the link, where there is more room; never over it. */
  function place() {
    if (!link || !card) return;
    const word = link.getBoundingClientRect();
    const [width, height] = [document.documentElement.clientWidth, window.innerHeight];
    const [above, below] = [word.top - 2 * GAP, height - word.bottom - 2 * GAP];
    card.style.maxHeight = `min(24rem, ${Math.max(above, below, 0)}px)`;
    card.style.top = `${below >= above ? word.bottom + GAP : word.top - GAP - card.offsetHeight}px`;
    const rightToLeft = getComputedStyle(card).direction === "rtl";
    const start = rightToLeft ? word.right - card.offsetWidth : word.left;
    card.style.left = `${Math.max(GAP, Math.min(start, width - card.offsetWidth - GAP))}px`;
  }

  // ------------------------------------------------------------------ colours

  /** The lightness of a colour (WCAG 2.2, relative luminance). @param {HTMLElement} card
   * @param {string} colour as the browser computes it */
  function luminance(card, colour) {
    card.style.outlineColor = `color-mix(in srgb, ${colour}, ${colour})`; // in numbers, in any notation
    const [, ...parts] = /srgb ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)/.exec(getComputedStyle(card).outlineColor) ?? [];
    card.style.outlineColor = "";
    const [red = NaN, green = NaN, blue = NaN] = parts
      .map((part) => Math.max(0, Number(part)))
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** Give a card the colours of the page around its word: those of the nearest element that hides
   * what is under it. They count unless project or theme name colours, and have enough contrast.
   * @param {HTMLElement} card @param {Element} word */
  function paint(card, word) {
    for (let around = word.parentElement; around; around = around.parentElement) {
      const { backgroundColor, color } = getComputedStyle(around);
      if (/^rgba|\/|^transparent/.test(backgroundColor)) continue;
      card.style.setProperty("--medterm-page-background", backgroundColor);
      card.style.setProperty("--medterm-page-color", color);
      break;
    }
    const { backgroundColor, color } = getComputedStyle(card);
    const [ground, ink] = [luminance(card, backgroundColor), luminance(card, color)];
    const isDark = ground < 0.18; // white is easier to read on it than black
    card.style.colorScheme = isDark ? "dark" : "light"; // of its scroll bar
    if ((Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05) < 4.5) {
      card.style.setProperty("--medterm-page-color", isDark ? "white" : "black");
    }
  }

  // ------------------------------------------------------------------ pointer

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    hovered = event.target instanceof Element ? event.target : null;
    const next = linkAt(hovered);
    if (dismissed && next !== dismissed) dismissed = null;
    if (inside(hovered)) {
      keep();
    } else if (next && next !== dismissed) {
      if (card) return open(next);
      clearTimeout(opening);
      opening = setTimeout(() => open(next), OPEN_AFTER);
    } else {
      leave();
    }
  });

  document.documentElement.addEventListener("pointerleave", () => {
    hovered = dismissed = null;
    leave();
  });

  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (event.target instanceof Node && !inside(event.target)) close();
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    const next = linkAt(pressed);
    if (next && touched && next !== link && cardOf(next)) {
      event.preventDefault();
      open(next);
      if (controls().length) enter();
    } else if (pressed?.closest(".medterm-card-close") || next) {
      dismiss();
    } else if (card?.contains(pressed) && pressed?.closest("a")) {
      close();
    }
  });

  // ------------------------------------------------------------------ keyboard

  /** Where screen readers are told about keys. @returns {Element} */
  function status() {
    const there = document.querySelector(".medterm-card-status");
    if (there) return there;
    const made = document.createElement("p");
    made.className = "medterm-card-status";
    made.setAttribute("role", "status");
    document.querySelector(".medterm-cards")?.before(made);
    return made;
  }

  /** Tell readers who came by keyboard which keys there are: on each card, and aloud on the first. */
  function tellKeys() {
    const text = /** @type {HTMLElement | null} */ (card?.closest(".medterm-cards"))?.dataset.keys;
    if (!card || !text || card.querySelector(".medterm-card-keys")) return;
    const line = document.createElement("span");
    line.className = "medterm-card-keys";
    line.setAttribute("aria-hidden", "true");
    line.textContent = text;
    (card.querySelector(".medterm-card-foot") ?? card).append(line);
    if (!told && controls().length) status().textContent = text;
    told = true;
    place();
  }

  document.addEventListener("focusin", (event) => {
    const next = linkAt(event.target);
    if (next && next !== dismissed && next.matches(":focus-visible")) {
      open(next);
      tellKeys();
    } else if (event.target instanceof Node && inside(event.target)) {
      keep();
    } else {
      leave();
    }
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === dismissed) dismissed = null;
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (card && !card.contains(to)) reach(card, false);
    if (!to && document.hasFocus()) leave();
  });

  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape") {
      if (card) {
        event.preventDefault();
        dismiss();
      } else if (opening !== undefined) {
        dismissed = linkAt(hovered);
        keep();
      }
    } else if (event.key === "ArrowDown" && event.altKey) {
      const next = linkAt(event.target);
      if (!next) return;
      event.preventDefault();
      open(next);
      tellKeys();
      enter();
    } else if (isTab(event) && link && card?.contains(document.activeElement)) {
      goOn(event);
    }
  });

  /** In WebKitGTK, the tab key has no name while shift is pressed. @param {KeyboardEvent} event */
  const isTab = (event) => event.key === "Tab" || event.code === "Tab";

  /** Go to what is next in the card, or on from it as if it stood after its link. Safari would pass
   * over the links in it. @param {KeyboardEvent} event */
  function goOn(event) {
    const stops = controls();
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.shiftKey ? -1 : 1)];
    if (next || event.shiftKey) event.preventDefault();
    (next ?? link)?.focus(); // without shift, the browser goes on from the link
  }

  // ------------------------------------------------------------------ page

  window.addEventListener("scroll", place, { passive: true, capture: true });
  window.addEventListener("resize", place);
  new ResizeObserver(place).observe(document.body);
  window.addEventListener("beforeprint", close);
  window.addEventListener("pagehide", close);

  /** To look for each in the templates would take long if there are many.
   * @type {Map<string, HTMLElement>} */
  const cards = new Map();
  for (const template of templates()) {
    for (const card of template.content.children) cards.set(card.id, asHTML(card));
  }
  for (const word of document.querySelectorAll(LINKS)) {
    const id = idOfCard(/** @type {HTMLAnchorElement} */ (word));
    const explained = cards.get(id) ?? document.getElementById(id);
    if (!explained) continue;
    if (explained.getAttribute("role") === "tooltip") {
      if (!explained.isConnected) {
        insert(explained); // what describes a word has to be in the page
        hide(explained);
      }
      word.setAttribute("aria-describedby", id);
    } else {
      word.setAttribute("aria-haspopup", "dialog");
      word.setAttribute("aria-expanded", "false");
    }
  }
  if (cards.size) status(); // what is told in a region that is new may not be heard
})();
