/* Keys for a long list with check boxes: form[data-triage]. Every key presses a button or follows a link that is
   on the page anyway, found by its data-key. Rows are tr[data-row] with a check box and a link (data-open).

   J K next and previous row · X tick · Shift+X tick up to here · A all on the page · Enter open or confirm
   1 2 3 4 S E U the buttons with that data-key · / search · ? help. [data-keys-switch] switches the keys off. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-triage]");
  if (!form) return;

  const rows = Array.from(form.querySelectorAll("tr[data-row]"));
  const picked = form.querySelector("[data-picked]");
  const all = form.querySelector("[data-all]");
  const help = document.querySelector("[data-keys-help]");
  const toggle = document.querySelector("[data-keys-switch]");
  const place = "triage-row";
  let current = -1;
  let anchor = -1;
  let isOn = true;
  try { isOn = localStorage.getItem("triage-keys") !== "off"; } catch (error) { isOn = true; }

  function box(row) { return row.querySelector("input[type=checkbox]"); }

  function count() {
    let chosen = 0;
    rows.forEach(function (row) {
      const tick = box(row);
      row.classList.toggle("chosen", Boolean(tick && tick.checked));
      if (tick && tick.checked) chosen += 1;
    });
    if (picked) picked.textContent = "已选" + chosen + "件";
    if (all) {
      all.checked = chosen > 0 && chosen === rows.length;
      all.indeterminate = chosen > 0 && chosen < rows.length;
    }
  }

  function go(index) {
    if (!rows.length) return;
    if (rows[current]) rows[current].classList.remove("current");
    current = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[current];
    row.classList.add("current");
    (box(row) || row.querySelector("a") || row).focus();
    const bar = form.querySelector(".bulk");
    const edge = row.getBoundingClientRect().top - (bar ? bar.getBoundingClientRect().bottom : 0);
    if (edge < 0) window.scrollBy(0, edge);
  }

  /* A deed loads the page again: the row that takes the place of the one just done is the current one then. */
  function remember() {
    try { sessionStorage.setItem(place, String(current)); } catch (error) { /* the first row, then */ }
  }

  function resume() {
    let kept = null;
    try {
      kept = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
    } catch (error) { kept = null; }
    if (kept === null) {
      current = 0;
      if (rows[0]) rows[0].classList.add("current");
    } else go(Number(kept));
  }

  function setAll(value) {
    rows.forEach(function (row) { if (box(row)) box(row).checked = value; });
    count();
  }

  function tick(isRange) {
    const here = rows[current] && box(rows[current]);
    if (!here) return;
    here.checked = !here.checked;
    if (isRange && anchor >= 0) {
      for (let i = Math.min(anchor, current); i <= Math.max(anchor, current); i += 1) {
        if (box(rows[i])) box(rows[i]).checked = true;
      }
    }
    anchor = current;
    count();
  }

  /* With ticks the button of the whole list, else that of the current row; without either, the row is ticked first. */
  function press(key) {
    const selector = "[data-key=\"" + key + "\"]";
    const isAny = rows.some(function (row) { return box(row) && box(row).checked; });
    const whole = Array.from(document.querySelectorAll(selector)).find(function (found) { return !found.closest("tr[data-row]"); });
    const own = rows[current] && rows[current].querySelector(selector);
    const button = isAny && whole ? whole : own || whole;
    if (!button) return false;
    if (button === whole && form.contains(button) && rows[current] && !isAny) {
      if (box(rows[current])) box(rows[current]).checked = true;
      count();
    }
    if (button === own) remember();
    if (/^(SELECT|INPUT|TEXTAREA)$/.test(button.tagName)) button.focus();
    else button.click();
    return true;
  }

  function handle(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "j") go(current + 1);
    else if (key === "k") go(current - 1);
    else if (key === "x") tick(event.shiftKey);
    else if (key === "a") setAll(!rows.every(function (row) { return !box(row) || box(row).checked; }));
    else if (key === "/") {
      const search = document.querySelector("input[type=search], .filters input[type=text]");
      if (search) search.focus();
    } else if (key === "?") {
      if (help) { help.open = !help.open; help.querySelector("summary").focus(); }
    } else if (key === "Enter") {
      const link = rows[current] && rows[current].querySelector("[data-open]");
      if (link) link.click();
      else return press("enter");
    } else if (/^[1-4seu]$/.test(key)) return press(key);
    else return false;
    return true;
  }

  document.addEventListener("keydown", function (event) {
    const target = event.target;
    if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    if (target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName)) return;
    if (target.tagName === "INPUT" && target.type !== "checkbox") return;
    /* Enter on a button or a link does what it says there. */
    if (event.key === "Enter" && /^(A|BUTTON|SUMMARY)$/.test(target.tagName)) return;
    if (event.repeat && !/^[jk]$/i.test(event.key)) return;
    if (handle(event)) event.preventDefault();
  });

  form.addEventListener("change", count);
  if (all) all.addEventListener("change", function () { setAll(all.checked); });
  form.addEventListener("focusin", function (event) {
    const row = event.target.closest("tr[data-row]");
    if (!row) return;
    if (rows[current]) rows[current].classList.remove("current");
    current = rows.indexOf(row);
    row.classList.add("current");
  });

  function showSwitch() {
    if (toggle) toggle.textContent = isOn ? "关闭快捷键" : "打开快捷键";
  }

  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", function () {
      isOn = !isOn;
      try { localStorage.setItem("triage-keys", isOn ? "on" : "off"); } catch (error) { /* lasts for this page */ }
      showSwitch();
    });
  }
  showSwitch();
  count();
  resume();
})();
