/* Says what of the page does not fit its window: sideways scrolling, and text that is cut off. */
(when) => {
  const root = document.documentElement;
  const wrong = [];
  if (root.scrollWidth > root.clientWidth) {
    const widest = Array.from(document.querySelectorAll("body *"))
      .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(-1)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 16)}”`);
    wrong.push(`${when}: ${root.scrollWidth - root.clientWidth} px too wide, ${widest}`);
  }
  for (const e of document.querySelectorAll("body *")) {
    const style = getComputedStyle(e);
    if (!["hidden", "clip"].includes(style.overflowX) && !["hidden", "clip"].includes(style.overflowY)) continue;
    if (e.clientWidth <= 1 || e.clientHeight <= 1 || ["INPUT", "SELECT"].includes(e.tagName)) continue;
    if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
      wrong.push(`${when}: cut off ${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 16)}”`);
  }
  return wrong;
};
