/* Counts down the time in which a deed may be taken back. The server gives both its own time and the end, so
   that a wrong clock in the telephone does no harm; the server decides in any case. */
(function () {
  "use strict";

  document.querySelectorAll("[data-undo-until]").forEach(function (bar) {
    const words = bar.querySelector("[data-undo-left]");
    const whole = Date.parse(bar.getAttribute("data-undo-until")) - Date.parse(bar.getAttribute("data-undo-now"));
    const began = performance.now();
    if (isNaN(whole) || !words) return;

    function show() {
      const left = Math.floor((whole - (performance.now() - began)) / 1000);
      if (left > 0) {
        words.textContent = Math.floor(left / 60) + "分" + (left % 60) + "秒";
        return;
      }
      clearInterval(timer);
      const held = bar.contains(document.activeElement);
      bar.textContent = "";
      const end = document.createElement("p");
      end.tabIndex = -1;
      end.textContent = bar.getAttribute("data-undo-after");
      bar.appendChild(end);
      if (held) end.focus();
    }

    const timer = setInterval(show, 1000);
    show();
  });
})();
