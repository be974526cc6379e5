/* Looks at the page it runs in and says what is wrong with it, one line each. `asked`: the least size of a target in
   CSS pixels, and whether the page answers a form with errors. */
(asked) => {
  const wrong = [];
  const named = (e) => {
    const words = (e.getAttribute("aria-label") || e.textContent || e.name || "").trim().replace(/\s+/g, " ");
    const classes = typeof e.className === "string" && e.className ? "." + e.className.trim().split(/\s+/).join(".") : "";
    return `${e.tagName.toLowerCase()}${classes} “${words.slice(0, 24)}”`;
  };
  const shown = (e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && e.checkVisibility({ visibilityProperty: true });
  };
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Colours: numbers, what lies under an element, contrast of two.
  const parts = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { red, green, blue, alpha };
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.alpha > 0.99) return colour;
    }
    return { red: 255, green: 255, blue: 255, alpha: 1 };
  };
  const light = ({ red, green, blue }) => {
    const line = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * line(red) + 0.7152 * line(green) + 0.0722 * line(blue);
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // Language, title, headings (WCAG 3.1.1, 2.4.2, 1.3.1, 2.4.6).
  if (document.documentElement.lang !== "zh-Hans") wrong.push(`language “${document.documentElement.lang}”`);
  if (!document.title.trim()) wrong.push("no title");
  if (asked.errors && !document.title.startsWith("有错误：")) wrong.push(`title without 有错误：“${document.title}”`);
  const headings = all("h1, h2, h3, h4, h5, h6").filter((e) => e.getClientRects().length);
  if (headings.filter((e) => e.tagName === "H1").length !== 1) wrong.push("not one h1");
  let depth = 0;
  // What is wrong with a form is said above the page's own heading, and read first.
  for (const heading of headings.filter((e) => !e.closest(".error-summary"))) {
    const level = Number(heading.tagName[1]);
    if (level > depth + 1) wrong.push(`h${level} after h${depth}: ${named(heading)}`);
    depth = level;
  }

  // Borders of controls (1.4.11). The boxes that the browser draws itself have its border.
  for (const control of all("input, select, textarea").filter(shown)) {
    if (control.matches("[type=checkbox], [type=radio], :disabled")) continue;
    const style = getComputedStyle(control);
    const around = ground(control.parentElement);
    const ratio = parseFloat(style.borderTopWidth) > 0 ? contrast(parts(style.borderTopColor), around) : 1;
    if (ratio < 3 && contrast(ground(control), around) < 3) wrong.push(`border ${ratio.toFixed(1)}:1 of ${named(control)}`);
  }

  // Targets (2.5.5): a label belongs to its control; a link within a sentence is as high as its line.
  const inSentence = (e) => {
    if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return false;
    const block = e.closest("p, li, td, dd, th, div, label, legend, blockquote");
    const links = all("a, button", block).reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return block.textContent.trim().length > links;
  };
  for (const target of all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter(shown)) {
    if (target.closest(".skip") || inSentence(target)) continue;
    const boxes = [target, ...(target.labels || [])].map((e) => e.getBoundingClientRect());
    const width = Math.max(...boxes.map((b) => b.right)) - Math.min(...boxes.map((b) => b.left));
    const height = Math.max(...boxes.map((b) => b.height));
    if (Math.min(width, height) < asked.target - 0.5)
      wrong.push(`target ${Math.round(width)}×${Math.round(height)} of ${named(target)}`);
  }

  // Focus (2.4.7, 2.4.11, 1.4.11): a ring that shows, under nothing that sticks.
  const stops = all("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']").filter(
    (e) => !e.disabled && shown(e)
  );
  const sticks = all("body *").filter((e) => ["fixed", "sticky"].includes(getComputedStyle(e).position) && shown(e));
  for (const stop of stops) {
    stop.focus();
    if (document.activeElement !== stop) {
      wrong.push(`no focus on ${named(stop)}`);
      continue;
    }
    const style = getComputedStyle(stop);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const halo = (style.boxShadow.match(/rgba?\([^)]+\)/) || ["rgba(0, 0, 0, 0)"])[0];
    const around = ground(stop.parentElement);
    const ratio = Math.max(contrast(parts(style.outlineColor), around), contrast(parts(halo), around));
    if (!ring) wrong.push(`no ring on ${named(stop)}`);
    else if (ratio < 3) wrong.push(`ring ${ratio.toFixed(1)}:1 on ${named(stop)}`);
    const at = stop.getBoundingClientRect();
    for (const other of sticks.filter((e) => !e.contains(stop))) {
      const over = other.getBoundingClientRect();
      if (over.top <= at.top && over.bottom >= at.bottom && over.left <= at.left && over.right >= at.right)
        wrong.push(`${named(stop)} is under ${named(other)}`);
    }
  }
  document.activeElement.blur();
  if (all("[tabindex]").some((e) => e.tabIndex > 0)) wrong.push("an order of tabs of its own");

  // The way by Tab to the first thing to do, a field or button, on a page without one its first link: Tab to
  // “跳到正文”, Enter, and on from there.
  const inMain = stops.filter((e) => e.closest("main") && !e.closest(".back, .notices"));
  const first = inMain.find((e) => e.tagName !== "A" || e.matches(".button")) || inMain[0];
  const skip = document.querySelector("a.skip");
  const start = skip ? stops.findIndex((e) => e.closest("main")) - 1 : 0;
  const tabs = first ? stops.indexOf(first) - start + 1 : 0;
  if (tabs > 12) wrong.push(`${tabs} Tabs to ${named(first)}`);

  window.scrollTo(0, 0);
  return { wrong, tabs, title: document.title };
};
