// @ts-check
/**
 * The filter of a glossary: shows only the entries that have what is typed in one of their names or
 * codes. Without this script there is none, and the letters are plain links.
 *
 * Escape clears it, and so does a link to an entry that it hides.
 */
(() => {
  "use strict";

  // Not whole lines: their labels and remarks would be found as if they were names.
  const NAMES =
    ".medterm-label, :is(.medterm-forms, .medterm-synonyms) .medterm-name, " +
    ":is(.medterm-codes, .medterm-sense-codes) .medterm-code, .medterm-reference > strong";

  /** What is compared: without case, accents, and different kinds of hyphens and spaces.
   * @param {string} text */
  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\p{M}\u00ad]/gu, "")
      .replace(/[\p{Pd}\u2212\s]+/gu, " ")
      .toLowerCase();

  /** @param {HTMLElement} bar */
  function useBar(bar) {
    const glossary = bar.parentElement;
    const filter = /** @type {HTMLElement | null} */ (bar.querySelector(".medterm-filter"));
    const field = filter?.querySelector("input");
    const found = filter?.querySelector(".medterm-found");
    if (!glossary || !filter || !field || !found) return;

    const shown = [...glossary.children].filter((one) =>
      one.matches(".medterm-entry, .medterm-letter, .medterm-reference"),
    );
    const entries = shown.filter((one) => !one.matches(".medterm-letter"));
    /** The names and codes of each entry; read when something is typed for the first time.
     * @type {Map<Element, string> | null} */
    let names = null;

    /** @param {Element} entry */
    const namesOf = (entry) => {
      const own = [...entry.querySelectorAll(NAMES)];
      return plain(own.map((one) => one.textContent).join("\n"));
    };

    function apply() {
      if (!filter || !field || !found) return;
      names ??= new Map(entries.map((entry) => [entry, namesOf(entry)]));
      const words = plain(field.value).split(" ").filter(Boolean);
      let count = 0;
      for (const [entry, text] of names) {
        const fits = words.every((word) => text.includes(word));
        entry.toggleAttribute("hidden", !fits);
        count += Number(fits);
      }
      hideEmptyLetters();
      const said = count ? filter.dataset.found : filter.dataset.none;
      found.textContent = words.length
        ? (said ?? "")
            .replace("{count}", count.toLocaleString(document.documentElement.lang || undefined))
            .replace("{total}", entries.length.toLocaleString(document.documentElement.lang || undefined))
        : "";
    }

    function hideEmptyLetters() {
      /** @type {Element | null} */
      let letter = null;
      const filled = new Set();
      for (const one of shown) {
        if (one.matches(".medterm-letter")) letter = one;
        else if (letter && !one.hasAttribute("hidden")) filled.add(letter.id);
      }
      for (const one of shown) {
        if (one.matches(".medterm-letter")) one.toggleAttribute("hidden", !filled.has(one.id));
      }
      for (const link of bar.querySelectorAll("a")) {
        link.parentElement?.toggleAttribute("hidden", !filled.has(decoded(link.hash)));
      }
    }

    function clear() {
      if (!field?.value) return false;
      field.value = "";
      apply();
      return true;
    }

    /** Show where a link leads, even if the filter hides it. @param {string} hash */
    function reveal(hash) {
      const target = document.getElementById(decoded(hash));
      if (!target || !glossary?.contains(target)) return;
      const wasHidden = Boolean(target.closest("[hidden]")) && clear();
      if (wasHidden) target.scrollIntoView();
      if (glossary.matches(".medterm-long")) hold(target);
    }

    field.addEventListener("input", apply);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && clear()) event.preventDefault();
    });
    window.addEventListener("hashchange", () => reveal(location.hash));
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      // The address stays as it is if it has led there before.
      const target = link?.hash === location.hash ? link.hash : "";
      if (target) requestAnimationFrame(() => reveal(target)); // after the browser
    });
    window.addEventListener("load", () => reveal(location.hash));
    filter.hidden = false;
    if (field.value) apply(); // a browser may keep it when a page is loaded again
    follow(bar, glossary);
  }

  /** @param {string} hash */
  function decoded(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  }

  /** Keep an element where a link has led, while entries around it are laid out and take another
   * room than the browser had expected; until the reader moves on. @param {Element} target */
  function hold(target) {
    let frames = 20;
    const stop = () => {
      frames = 0;
    };
    const again = () => {
      if (frames-- <= 0) return;
      target.scrollIntoView({ behavior: "instant" });
      requestAnimationFrame(again);
    };
    for (const moved of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      window.addEventListener(moved, stop, { once: true, passive: true });
    }
    again();
  }

  /** Keep the bar below whatever header the theme keeps at the top of the window, and what links
   * lead to below the bar. @param {HTMLElement} bar @param {HTMLElement} glossary */
  function follow(bar, glossary) {
    /** @type {number | undefined} */
    let waiting;
    const measure = () => {
      waiting = undefined;
      const [top, background] = [headerAbove(bar), backgroundOf(glossary)];
      const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
      const margin = bar.offsetHeight + Math.max(top - padding, 0);
      glossary.style.setProperty("--bar-margin", `${margin}px`);
      glossary.style.setProperty("--medterm-bar-top", `${top}px`);
      if (background) glossary.style.setProperty("--bar-background", background);
    };
    const soon = () => {
      waiting ??= requestAnimationFrame(measure);
    };
    new ResizeObserver(soon).observe(bar);
    window.addEventListener("resize", soon);
    window.addEventListener("scroll", soon, { passive: true, once: true });
    window.addEventListener("scrollend", soon, { passive: true });
    measure();
  }

  /** The lower edge of what stays at the top of the window above the bar, in pixels.
   * @param {HTMLElement} bar */
  function headerAbove(bar) {
    const place = bar.getBoundingClientRect();
    let bottom = 0;
    for (const one of document.elementsFromPoint(place.left + place.width / 2, 1)) {
      for (let at = /** @type {Element | null} */ (one); at && !at.contains(bar); at = at.parentElement) {
        const { position } = getComputedStyle(at);
        const edges = at.getBoundingClientRect();
        const isHeader = (position === "sticky" || position === "fixed") && edges.top <= 1;
        if (isHeader && edges.height < window.innerHeight / 3 && !bar.contains(at)) {
          bottom = Math.max(bottom, edges.bottom);
        }
      }
    }
    return Math.round(bottom);
  }

  /** The background around an element, where it is opaque. @param {Element | null} at */
  function backgroundOf(at) {
    for (; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (/^rgb\(/.test(backgroundColor)) return backgroundColor;
    }
    return "";
  }

  for (const bar of document.querySelectorAll(".medterm-bar")) {
    useBar(/** @type {HTMLElement} */ (bar));
  }
})();
