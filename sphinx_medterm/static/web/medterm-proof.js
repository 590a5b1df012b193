// @ts-check
/**
 * Opens what entries fold away where the browser does not: for print, since a sheet of paper cannot
 * be unfolded, and for a link to something inside. Without this script readers open it themselves.
 */
(() => {
  "use strict";

  /** What is open only for print. @type {HTMLDetailsElement[]} */
  let opened = [];

  const closed = () =>
    /** @type {NodeListOf<HTMLDetailsElement>} */ (
      document.querySelectorAll("details.medterm-proof:not([open])")
    );

  const openTarget = () => {
    const target = document.querySelector("details.medterm-proof:not([open]) :target");
    const folded = target && target.closest("details");
    if (!target || !folded) return;
    folded.open = true;
    target.scrollIntoView();
  };

  addEventListener("beforeprint", () => {
    opened = [...closed()];
    opened.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));
  addEventListener("hashchange", openTarget);
  openTarget();
})();
