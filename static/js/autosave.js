/* Drafts save themselves: form[data-autosave-url] is posted 5 s after typing stops, at least every 15 s while
   typing, on leaving a field and on leaving the page. The words go to [data-autosave-status].

   The server answers 200 {"saved_at": "20:31", "version": 3}; 409 {"problem": …, "address": …} when another
   window was ahead; 422 {"problems": {field: [sentence]}} when no column could hold it; with the way to the sign-in
   page when the session has ended: then it holds what was sent until one has signed in. Nothing is kept in the
   browser. */
(function () {
  "use strict";

  const PAUSE = 5000;
  const LONGEST = 15000;
  const PATIENCE = 4000;
  const form = document.querySelector("form[data-autosave-url]");
  if (!form || !window.fetch || !window.URLSearchParams) return;

  const address = form.getAttribute("data-autosave-url");
  let status = document.querySelector("[data-autosave-status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "autosave";
    form.insertBefore(status, form.querySelector(".actions"));
  }
  status.setAttribute("role", "status");

  let kept = served();
  let pending = 0;
  let oldest = 0;
  let failures = 0;
  let busy = false;
  let flying = "";
  let isBehind = false;
  let stopped = false;
  let left = false;
  let pressed = null;
  let held = false;
  let renewed = false;

  function body(of) {
    const texts = new URLSearchParams();
    new FormData(of || form).forEach(function (value, name) {
      if (typeof value === "string") texts.append(name, value);
    });
    return texts;
  }

  /* What the server has: where the browser put back what was typed before an answer that was none, the page shows more. */
  function served() {
    const copy = form.cloneNode(true);
    copy.reset();
    return body(copy).toString();
  }

  function say(words, isBad) {
    status.classList.toggle("bad", Boolean(isBad));
    if (status.textContent !== words) status.textContent = words;
  }

  function changed() {
    return body().toString() !== kept;
  }

  function plan(wait) {
    if (stopped) return;
    clearTimeout(pending);
    pending = setTimeout(save, wait);
  }

  function typed() {
    if (stopped || left) return;
    const now = Date.now();
    oldest = oldest || now;
    if (!failures) plan(Math.max(0, Math.min(PAUSE, oldest + LONGEST - now)));
  }

  function conflict(reply) {
    stopped = true;
    say(reply.problem || "这份草稿在另一个窗口里改过，这里的内容还没有保存。请先复制您写的内容，再看最新的草稿。", true);
    if (reply.address && reply.address.charAt(0) === "/" && reply.address.charAt(1) !== "/") {
      const link = document.createElement("a");
      link.href = reply.address;
      link.textContent = "看最新的草稿";
      status.appendChild(document.createTextNode(" "));
      status.appendChild(link);
    }
  }

  function signIn() {
    say("为了安全，您需要重新登录。您写的内容不会丢，登录后接着写：", true);
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = "重新登录";
    status.appendChild(link);
  }

  /* Signed in again in another window, or a page of yesterday: its form needs today's token, and tries once more. */
  function renew() {
    if (renewed) return failed();
    renewed = true;
    return fetch(window.location.href, { credentials: "same-origin" })
      .then(function (response) { return response.text(); })
      .then(function (text) {
        const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[name=csrfmiddlewaretoken]");
        if (!fresh) return failed();
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (old) { old.value = fresh.value; });
        return plan(0);
      });
  }

  function failed() {
    held = false;
    failures += 1;
    say("网络断开，最近的内容还没保存，请不要关闭页面", true);
    plan(1000 * Math.pow(2, Math.min(failures, 4)));
  }

  /* Sent again once something changes; the buttons lead to the page that says it at the field. */
  function unfit(words, sent) {
    kept = sent;
    failures = 0;
    say("最近的内容没有保存：" + words, true);
  }

  function sentences(problems) {
    return Object.keys(problems).map(function (field) { return problems[field].join("；"); }).join("；");
  }

  function saved(reply, sent) {
    const version = form.elements.namedItem("version");
    if (version && reply.version !== undefined) {
      /* The version is no change of the writer's: it is put into what is kept as well. */
      const before = new URLSearchParams(sent);
      version.value = reply.version;
      if (before.has("version")) before.set("version", version.value);
      sent = before.toString();
    }
    kept = sent;
    oldest = 0;
    say(failures ? "已恢复连接，内容已保存" : "已于" + reply.saved_at + "自动保存草稿");
    failures = 0;
    form.dispatchEvent(new CustomEvent("autosaved", { detail: reply, bubbles: true }));
    if (changed()) typed();
  }

  function save() {
    if (busy || stopped || !changed()) return;
    busy = true;
    const data = body();
    const sent = data.toString();
    flying = sent;
    if (!failures) say("正在保存…");
    fetch(address, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    })
      .then(function (response) {
        if (response.ok) return response.json().then(function (reply) { saved(reply, sent); });
        if (response.status === 409) {
          return response.json().then(conflict, function () { conflict({}); });
        }
        if (response.type === "opaqueredirect" || response.status === 401) {
          kept = sent;
          signIn();
          return null;
        }
        if (response.status === 403) return renew();
        if (response.status === 422) {
          return response.json().then(function (reply) { unfit(sentences(reply.problems), sent); });
        }
        if (response.status === 400 || response.status === 413) return unfit("内容太长，或有不能识别的字符。", sent);
        return failed();
      })
      .catch(failed)
      .then(function () {
        busy = false;
        send();
      });
  }

  /* On the way out there is no time for an answer. The token travels in the body, as in any form. */
  function leave() {
    if (stopped || left || !changed()) return;
    const data = body();
    if (busy && flying === data.toString()) return;
    kept = data.toString();
    isBehind = true;
    if (navigator.sendBeacon && navigator.sendBeacon(address, data)) return;
    fetch(address, { method: "POST", body: data, credentials: "same-origin", keepalive: true }).catch(function () {});
  }

  /* Pressing a button leaves the field, and that saves: the form waits for the answer, whose version it must carry. */
  function submitted(event) {
    clearTimeout(pending);
    if (!busy) {
      left = isBehind = true;
      return;
    }
    event.preventDefault();
    if (held) return;
    held = true;
    setTimeout(send, PATIENCE);
  }

  function send() {
    if (!held) return;
    held = busy = false;
    const button = pressed || form.querySelector("button");
    button.click();
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("focusout", function () { if (!failures) save(); });
  form.addEventListener("click", function (event) { pressed = event.target.closest("button") || pressed; });
  form.addEventListener("submit", submitted);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", function (event) {
    left = false;
    /* Back from the browser's memory: the draft moved on without this page, its version is an old one. */
    if (event.persisted && isBehind) window.location.reload();
    /* What was sent on the way out may be taken after this page was drawn: the same words again give its version. */
    else if (changed()) save();
  });
  window.addEventListener("online", function () { if (failures) plan(0); });
})();
