/* The board on the wall reads itself anew every ten seconds, until somebody presses [data-wall-pause]. */
(function () {
  "use strict";

  const EVERY = 10000;
  const place = document.querySelector("[data-wall]");
  const button = document.querySelector("[data-wall-pause]");
  if (!place || !button) return;

  let isPaused = false;
  button.hidden = false;

  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[data-wall]");
    if (fresh) place.replaceChildren(...fresh.childNodes);
  }

  function read() {
    if (isPaused) return;
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(show)
      .catch(function () { /* the next reading may succeed */ });
  }

  button.addEventListener("click", function () {
    isPaused = !isPaused;
    button.textContent = isPaused ? "继续自动刷新" : "停止自动刷新";
    if (!isPaused) read();
  });
  setInterval(read, EVERY);
})();
