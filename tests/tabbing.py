"""Going through a page by Tab alone."""

from playwright.sync_api import Page

# What Tab stops at (of radios of one name only one), numbered; and where the focus is.
STOPS = """() => {
  const radios = new Set();
  const stops = Array.from(document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )).filter((e) => {
    if (e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
    if (e.type !== "radio") return true;
    const group = Array.from(document.querySelectorAll(`input[type=radio][name="${e.name}"]`));
    return e === (group.find((each) => each.checked) || group[0]);
  });
  stops.forEach((e, n) => (e.stop = n));
  return stops.length;
}"""
HERE_NOW = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  return { number: e.stop, ring: getComputedStyle(e).outlineStyle !== "none" };
}"""


def walk_by_tab(page: Page) -> list[str]:
    """Press Tab from the top until the page is left: what it does not reach or show, and whether it is left."""
    stops = page.evaluate(STOPS)
    wrong: list[str] = []
    reached: list[int] = []
    for _ in range(4 * stops + 1):  # a date is several stops in one field
        page.keyboard.press("Tab")
        at = page.evaluate(HERE_NOW)
        if at is None or (at["number"] == 0 and len(reached) > 1):
            break
        if reached[-1:] != [at["number"]]:
            reached.append(at["number"])
            wrong += [] if at["ring"] else [f"stop {at['number']} shows no focus"]
    else:
        wrong.append("Tab does not leave the page")
    if reached != list(range(stops)):
        wrong.append(f"of {stops} stops Tab reaches {reached}")
    return wrong
