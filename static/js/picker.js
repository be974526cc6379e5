/* Finds an organ in a long list by its characters or by pinyin: select[data-picker], whose options carry their
   initials in data-pinyin ("scgj" for 市城管局). The select stays what is sent; the box above only narrows it.
   With data-picker="go" Enter sends the form with what was found first; a page opened at #find-id_of_the_select is
   opened in order to type there. Among the filters of a list box and select stand on one line. */
(function () {
  "use strict";

  document.querySelectorAll("select[data-picker]").forEach(function (select) {
    const options = Array.from(select.querySelectorAll("option"));
    if (options.length < 8) return;
    const box = document.createElement("input");
    const words = document.createElement("p");
    let before = null;
    const label = select.labels && select.labels[0];
    const goes = select.getAttribute("data-picker") === "go";
    box.type = "text";
    box.setAttribute("autocomplete", "off");
    box.setAttribute("aria-label", "查找" + (label ? label.textContent.trim() : "") + "，可写汉字或拼音首字母");
    const filters = select.closest(".filters");
    box.placeholder = filters ? "汉字或拼音" : "写汉字或拼音首字母，如 scgj";
    box.className = "picker";
    words.className = filters ? "sr-only" : "count";
    if (filters) select.parentNode.classList.add("picked-from");
    words.setAttribute("role", "status");
    select.parentNode.insertBefore(box, select);
    select.insertAdjacentElement("afterend", words);

    /* How far from its beginning an option says it; -1 when it does not. */
    function where(option, sought) {
      const places = [option.textContent, option.getAttribute("data-pinyin") || ""].map(function (words) {
        return words.toLowerCase().indexOf(sought);
      }).filter(function (place) { return place >= 0; });
      return places.length ? Math.min.apply(null, places) : -1;
    }

    /* Options are taken out and put back: Safari shows hidden ones. Chosen ones always stay. */
    function narrow() {
      const sought = box.value.trim().toLowerCase();
      /* What was chosen when the search began comes back when the box is emptied. */
      if (!before) before = options.filter(function (option) { return option.selected; });
      const shown = options.filter(function (option) {
        return !sought || !option.value || where(option, sought) >= 0 || (select.multiple && option.selected);
      });
      /* “zj” is 市住建局 before 市财政局. */
      if (sought) shown.sort(function (one, other) { return where(one, sought) - where(other, sought); });
      const found = shown.filter(function (option) { return option.value; });
      select.textContent = "";
      shown.forEach(function (option) { select.appendChild(option); });
      if (!sought) {
        if (!select.multiple) before.forEach(function (option) { option.selected = true; });
        before = null;
      } else if (!select.multiple && found.length) found[0].selected = true;
      words.textContent = !sought ? "" : !found.length ? "没有找到“" + box.value.trim() + "”"
        : "找到" + found.length + "个" + (select.multiple ? "" : "，已选" + found[0].textContent + (goes ? "，按回车交办" : ""));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    box.addEventListener("input", function (event) { if (!event.isComposing) narrow(); });
    box.addEventListener("compositionend", narrow);
    box.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      const button = goes && box.value.trim() && select.value && select.form.querySelector("button[type=submit]");
      if (button) button.click();
      else select.focus();
    });
    if (location.hash === "#find-" + select.id) box.focus();
  });
})();
