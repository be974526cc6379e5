/* A form that is on its way is not sent a second time, and a summary of errors takes the focus. */
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || (form.method || "").toLowerCase() !== "post") return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    /* Only marked, not disabled: a disabled button would not send its own name. */
    form.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
    /* A file that is only downloaded leaves the page standing. */
    setTimeout(function () { release(form); }, 15000);
  });

  function release(form) {
    form.removeAttribute("data-sent");
    form.querySelectorAll("button[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }

  /* A page that comes back from the browser's memory can be sent again. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(release);
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
