/* How much may still be written: said past three quarters, counted as the server counts, never in the way.
   A field says its limit in data-count. */
(function () {
  "use strict";

  document.querySelectorAll("[data-count]").forEach(function (field) {
    const limit = Number(field.getAttribute("data-count"));
    const words = document.createElement("p");
    words.className = "count";
    words.hidden = true;
    const spoken = document.createElement("p");
    spoken.className = "sr-only";
    spoken.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", words);
    words.insertAdjacentElement("afterend", spoken);
    let pause = 0;

    function show() {
      /* Code points: a rare character such as 𠮷 counts once. */
      const written = Array.from(field.value).length;
      words.hidden = written < limit * 0.75;
      words.classList.toggle("over", written > limit);
      words.textContent = written > limit
        ? "已写" + written + "字，多了" + (written - limit) + "字"
        : "还可以写" + (limit - written) + "字";
      clearTimeout(pause);
      pause = setTimeout(function () { spoken.textContent = words.hidden ? "" : words.textContent; }, 1500);
    }

    words.setAttribute("aria-hidden", "true");
    field.addEventListener("input", show);
    show();
  });
})();
