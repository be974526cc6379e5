/* Finds an organ in a long list by its characters or by pinyin: select[data-picker], whose options carry their
   initials in data-pinyin ("scgj" for 市城管局). The select stays what is sent; the box above only narrows it. */
(function () {
  "use strict";

  document.querySelectorAll("select[data-picker]").forEach(function (select) {
    const options = Array.from(select.querySelectorAll("option"));
    if (options.length < 8) return;
    const box = document.createElement("input");
    const words = document.createElement("p");
    let before = null;
    const label = select.labels && select.labels[0];
    box.type = "text";
    box.setAttribute("autocomplete", "off");
    box.setAttribute("aria-label", "查找" + (label ? label.textContent.trim() : "") + "，可写汉字或拼音首字母");
    box.placeholder = "写汉字或拼音首字母，如 scgj";
    box.className = "picker";
    words.className = "count";
    words.setAttribute("role", "status");
    select.parentNode.insertBefore(box, select);
    select.insertAdjacentElement("afterend", words);

    function matches(option, sought) {
      return !option.value
        || option.textContent.toLowerCase().indexOf(sought) >= 0
        || (option.getAttribute("data-pinyin") || "").toLowerCase().indexOf(sought) >= 0;
    }

    /* Options are taken out and put back: Safari shows hidden ones. Chosen ones always stay. */
    function narrow() {
      const sought = box.value.trim().toLowerCase();
      /* What was chosen when the search began comes back when the box is emptied. */
      if (!before) before = options.filter(function (option) { return option.selected; });
      const shown = options.filter(function (option) {
        return !sought || matches(option, sought) || (select.multiple && option.selected);
      });
      const found = shown.filter(function (option) { return option.value; });
      select.textContent = "";
      shown.forEach(function (option) { select.appendChild(option); });
      if (!sought) {
        if (!select.multiple) before.forEach(function (option) { option.selected = true; });
        before = null;
      } else if (!select.multiple && found.length) found[0].selected = true;
      words.textContent = !sought ? "" : found.length ? "找到" + found.length + "个" : "没有找到“" + box.value.trim() + "”";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    box.addEventListener("input", function (event) { if (!event.isComposing) narrow(); });
    box.addEventListener("compositionend", narrow);
    box.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        select.focus();
      }
    });
  });
})();
