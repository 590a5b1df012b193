// @ts-check
/**
 * Scores for the results of Sphinx's search: those of Sphinx, but the entry of a term whose name is
 * just what was typed comes first, also if the name has several words.
 */

/** @type {Record<string, unknown>} */
var Scorer = {
  /** @param {[string, string, string, string | null, number, ...string[]]} result */
  score: ([_page, name, anchor, _told, score]) => {
    const box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=q]"));
    const typed = box === null ? "" : box.value.trim().toLowerCase().replace(/\s+/g, " ");
    return anchor.startsWith("#medterm-") && name.toLowerCase() === typed ? score + 100 : score;
  },

  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
