"""A window of Chromium that tells what an answer made it do: scripts, dialogs, other hosts, things to press."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Error, Route

from tests.access.window import HOST, Window

RAN = "xss ran"
TELL = f"window.xss = (number) => console.error('{RAN} ' + number);"
# What stands in the page that no page of ours has: it would run or load something now or when pressed.
FOREIGN = """() => {
  const found = [];
  const addresses = ["href", "src", "action", "formaction", "data", "xlink:href"];
  for (const e of document.querySelectorAll("*")) {
    const name = e.tagName.toLowerCase();
    if (["iframe", "object", "embed", "base", "style", "marquee"].includes(name)) found.push(name);
    if (name === "meta" && e.httpEquiv) found.push("meta");
    if (name === "script" && !(e.getAttribute("src") || "").startsWith("/static/")) found.push("script");
    for (const { name: attribute, value } of e.attributes) {
      if (attribute.startsWith("on") || attribute === "style") found.push(`${name} ${attribute}`);
      if (!addresses.includes(attribute) || e.rel === "icon" || /^data:image/.test(value)) continue;
      const url = URL.canParse(value, location.href) ? new URL(value, location.href) : null;
      const leads_away = url && url.origin !== location.origin && !["tel:", "mailto:"].includes(url.protocol);
      if (leads_away) found.push(`${name} ${attribute}`);
    }
  }
  return found;
}"""


class Trap(Window):
    """Its `faults` say whatever ran, was refused by the Content-Security-Policy or went elsewhere."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.context.add_init_script(TELL)
        self.page.on("console", lambda said: self.faults.append(said.text) if RAN in said.text else None)
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _give(self, route: Route) -> None:
        if (host := urlsplit(route.request.url).hostname) != urlsplit(HOST).hostname:
            self.faults.append(f"asks {host}")
            route.abort()
        else:
            super()._give(route)

    def foreign(self) -> list[str]:
        """Everything in what is shown that ran, was refused, or waits to be pressed."""
        try:
            found: list[str] = self.page.evaluate(FOREIGN)
        except Error:  # it has left for another address
            found = ["leaves the page"]
        return self.faults + found
