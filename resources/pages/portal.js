// The pages work without this. With it: follow-up questions appear at once, and what was answered
// without a network is kept in this browser (localStorage, three days at most, each page by itself,
// under an opaque mark of whose it is) and sent later, once, from whichever page of the same person
// is opened then, whatever week it is: the service decides what to do, and what it says is shown.
"use strict";
(() => {
  const OURS = "vigie-kept-", DAYS_3 = 3 * 24 * 3600 * 1000, AGAIN_MS = 5000, HOME = "/portal/";
  const { mark, token } = document.body.dataset, MINE = OURS + mark;
  const all = (what, from = document) => [...from.querySelectorAll(what)];

  const placeOf = (path) => new URL(path, location.href).pathname;
  const nameOf = (path) => MINE + placeOf(path);
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* Nothing was kept. */ } };
  const keys = (start) => { try { return Object.keys(localStorage).filter((key) => key.startsWith(start)); } catch { return []; } };
  const drop = (value) => { if ((read(nameOf(value.path)) || {}).at === value.at) forget(nameOf(value.path)); };
  const isFresh = (value) => value !== null && Date.now() - value.at < DAYS_3;
  const kept = () => (mark ? keys(MINE) : []).map(read).filter(isFresh).sort((one, other) => one.at - other.at);

  // Follow-up questions: asked as soon as an earlier one of the same symptom asks for them.
  const holds = (form, [name, values, negated]) => {
    const asked = form.querySelector(`fieldset[data-name="${name}"]`);
    const chosen = asked && !asked.hidden ? asked.querySelector("input:checked") : null;
    if (values === null) return (chosen !== null) !== negated;
    return chosen !== null && values.includes(chosen.value) !== negated;
  };
  const branch = (form) => {
    for (const each of all("fieldset[data-when]", form)) {
      const outcomes = JSON.parse(each.dataset.when).map((when) => holds(form, when));
      const isAsked = each.dataset.all === "1" ? outcomes.every(Boolean) : outcomes.some(Boolean);
      each.hidden = each.disabled = !isAsked;
    }
    const shown = form.elements.namedItem("shown");
    if (shown) shown.value = all("fieldset[data-name]", form).filter((each) => !each.hidden).map((each) => each.dataset.name).join(" ");
  };

  // Sending: "sent" with the next page, "shown" when the service has something to say, "stale" when
  // the page is of another session, "closed" when there is none, "away" when nobody answered.
  const post = async (path, body) => {
    try {
      const answer = await fetch(path, { method: "POST", body, credentials: "same-origin", cache: "no-store",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Vigie-Script": "1" } });
      const next = answer.headers.get("X-Vigie-Next");
      if (next) return { is: "sent", next };
      if (answer.redirected) return { is: "closed" };
      if (answer.status === 403) return { is: "stale" };
      return { is: answer.status >= 500 || answer.status === 429 ? "away" : "shown" };
    } catch { return { is: "away" }; }
  };
  // Sent as a form, so that the browser shows what the service says.
  const show = (path, fields) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = path;
    for (const [name, value] of fields) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  };

  const offline = document.getElementById("offline");
  let waiting = null, later = null;
  const tell = (isAway) => { if (offline) { offline.hidden = !isAway; if (isAway) offline.scrollIntoView({ block: "nearest" }); } };

  const send = async (form, busy) => {
    const fields = new URLSearchParams(new FormData(form, busy));
    fields.delete("go");
    const go = busy && busy.name === "go" ? busy.value : "";
    if (go) fields.set("go", go);
    const value = { at: Date.now(), path: form.action, body: fields.toString() };
    const isKept = write(nameOf(value.path), value);
    const outcome = await post(value.path, value.body);
    if (outcome.is === "away" && isKept) {
      tell(true);
      clearTimeout(waiting);
      waiting = setTimeout(() => send(form, busy), AGAIN_MS);
      return;
    }
    tell(false);
    if (outcome.is === "closed") { location.assign(`${HOME}enter?ended=1`); return; }
    // From the first page it leaves under the session that is open now, if that is its patient's.
    if (outcome.is === "stale" && isKept) { location.assign(HOME); return; }
    drop(value);
    if (outcome.is === "sent") { location.assign(outcome.next); return; }
    form.submit();
  };

  // What earlier pages of the same person kept, and could not send. Whoever is reading or answering
  // something else meanwhile stays there, unless the service has something to say.
  const resend = async () => {
    clearTimeout(later);
    const here = location.pathname, sent = new Map();
    for (const value of kept()) {
      const place = placeOf(value.path);
      if (waiting && place === here) continue;
      const fields = new URLSearchParams(value.body);
      fields.set("token", token);
      const outcome = await post(value.path, fields.toString());
      if (outcome.is === "away") { tell(true); later = setTimeout(resend, AGAIN_MS); return; }
      // Of another session by now: the next page that is opened sends it.
      if (outcome.is === "closed" || outcome.is === "stale") return;
      drop(value);
      if (outcome.is === "shown") { show(value.path, fields); return; }
      if (/\/urgent|[?]over=/.test(outcome.next)) { location.assign(outcome.next); return; }
      sent.set(place, outcome.next);
    }
    if (!waiting) tell(false);
    const next = here === HOME ? [...sent.values()].pop() : sent.get(here);
    if (next) location.assign(next);
    else if (sent.size && here === `${HOME}summary`) location.reload();
  };

  // Nothing stays longer than it was promised to; that it came to nothing is said to whose it was.
  const expired = document.getElementById("expired");
  for (const key of keys(OURS)) if (!isFresh(read(key))) {
    const isTold = expired && mark && key.startsWith(MINE);
    if (isTold) { expired.hidden = false; forget(key); } else write(key, { gone: true });
  }
  for (const each of all("[data-scripted]")) each.hidden = false;
  for (const each of all("[data-print]")) each.addEventListener("click", () => print());
  for (const form of all("form")) {
    if (form.querySelector("fieldset[data-name]")) {
      branch(form);
      form.addEventListener("change", () => branch(form));
    }
    if (form.matches("[data-keep]")) {
      let busy = false;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (busy) return;
        busy = true;
        clearTimeout(waiting);
        send(form, event.submitter).finally(() => { busy = false; });
      });
      addEventListener("online", () => { if (waiting) form.requestSubmit(); });
    }
  }
  // Whoever leaves takes with them what waited, and is asked first: it would reach nobody.
  const leave = document.querySelector("form[data-waits]");
  if (leave) leave.addEventListener("submit", (event) => {
    if (kept().length && !confirm(leave.dataset.waits)) event.preventDefault(); else keys(MINE).forEach(forget);
  });
  if (mark) {
    resend();
    addEventListener("online", resend);
  }
  const counted = document.querySelector("[data-count]"), comment = document.getElementById("comment");
  if (counted && comment) {
    const count = () => { counted.textContent = counted.dataset.count.replace("#", 1000 - comment.value.length); };
    comment.addEventListener("input", count);
    count();
  }
  const first = document.querySelector("[autofocus]");
  if (first) first.focus();
})();
