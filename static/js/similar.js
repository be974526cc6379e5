/* Earlier proposals that resemble the title, as each saving of the draft answers them: shown in [data-similar]. */
(function () {
  "use strict";

  const place = document.querySelector("[data-similar]");
  if (!place) return;

  function link(row) {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = row.address;
    anchor.textContent = row.label;
    item.appendChild(anchor);
    (row.answers || []).forEach(function (answer) {
      const words = document.createElement("p");
      words.className = "muted";
      words.textContent = answer;
      item.appendChild(words);
    });
    return item;
  }

  document.addEventListener("autosaved", function (event) {
    const rows = event.detail.similar || [];
    place.replaceChildren();
    if (!rows.length) return;
    const lead = document.createElement("p");
    lead.textContent = place.getAttribute("data-similar");
    const list = document.createElement("ul");
    rows.map(link).forEach(function (item) { list.appendChild(item); });
    place.append(lead, list);
  });
})();
