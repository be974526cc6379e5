/* A lesson: keeps its place and reports which parts were played. form[data-watched-url] holds the player.

   A span grows while the recording moves on by itself; a jump ends it and begins another. Every ten seconds, on
   pausing and on leaving, the spans since the last answer are posted with the position. The server has the last word. */
(function () {
  "use strict";

  const EVERY = 10000;
  const FASTEST = 1.5;
  const JUMP = 2;
  const form = document.querySelector("form[data-watched-url]");
  if (!form || !window.fetch || !window.URLSearchParams) return;

  const address = form.getAttribute("data-watched-url");
  const player = form.querySelector("audio, video");
  const status = form.querySelector("[data-watched]");
  let spans = [];
  let last = null;
  let busy = false;

  function follow() {
    const now = player.currentTime;
    if (last !== null && now > last && now - last < JUMP * FASTEST) {
      const open = spans[spans.length - 1];
      if (open && Math.abs(open[1] - last) < 0.01) open[1] = now;
      else spans.push([last, now]);
    }
    last = player.seeking ? null : now;
  }

  function body(sent) {
    const data = new URLSearchParams();
    data.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    data.append("position", String(Math.floor(player.currentTime)));
    data.append("spans", sent.map(function (span) {
      return Math.round(span[0]) + "-" + Math.round(span[1]);
    }).join(","));
    return data;
  }

  function say(reply) {
    status.textContent = "已听" + reply.percent + "%" + (reply.is_done ? "，已听完。" : "。");
  }

  function report() {
    if (busy) return;
    const sent = spans.slice(-150);
    const open = sent.length ? sent[sent.length - 1][1] : null;
    busy = true;
    fetch(address, { method: "POST", body: body(sent), credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        /* What was played meanwhile stays for the next report. */
        spans = spans
          .filter(function (span) { return open === null || sent.indexOf(span) < 0 || span[1] > open; })
          .map(function (span) { return sent.indexOf(span) < 0 ? span : [open, span[1]]; });
        return response.json().then(say);
      })
      .catch(function () { status.textContent = "刚才听的还没有记下来，请检查网络；连上以后会再记。"; })
      .then(function () { busy = false; });
  }

  function leave() {
    if (spans.length && navigator.sendBeacon) navigator.sendBeacon(address, body(spans.slice(-150)));
  }

  player.addEventListener("loadedmetadata", function () {
    const from = Number(form.getAttribute("data-from"));
    if (from > 0 && from < player.duration - 5) player.currentTime = from;
  });
  player.addEventListener("play", function () {
    last = player.currentTime;
    report();
  });
  player.addEventListener("timeupdate", follow);
  player.addEventListener("seeking", function () { last = null; });
  player.addEventListener("seeked", function () { last = player.currentTime; });
  player.addEventListener("ratechange", function () {
    if (player.playbackRate > FASTEST) player.playbackRate = FASTEST;
  });
  player.addEventListener("pause", function () { follow(); report(); });
  player.addEventListener("ended", function () { follow(); report(); });
  window.addEventListener("pagehide", leave);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  setInterval(function () { if (!player.paused) report(); }, EVERY);
})();
