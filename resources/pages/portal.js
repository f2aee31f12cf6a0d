// The pages work without this. With it: follow-up questions appear at once, and what was answered
// without a network is kept in this browser (localStorage, three days at most, under an opaque mark
// of whose it is) and sent later, once, whatever week it is by then: the service decides what to do.
"use strict";
(() => {
  const OURS = "vigie-kept-", DAYS_3 = 3 * 24 * 3600 * 1000, AGAIN_MS = 5000;
  const KEPT = OURS + (document.body.dataset.mark || "");
  const all = (what, from = document) => [...from.querySelectorAll(what)];

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "null"); } catch { return null; } };
  const isFresh = (value) => value !== null && Date.now() - value.at < DAYS_3;
  const kept = () => { const found = read(KEPT); return isFresh(found) ? found : null; };
  const keep = (value) => { try { localStorage.setItem(KEPT, JSON.stringify(value)); return true; } catch { return false; } };
  const forget = (key = KEPT) => { try { localStorage.removeItem(key); } catch { /* Nothing was kept. */ } };
  const ours = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(OURS)); } catch { return []; } };

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

  // Sending: "sent" with the next page, "shown" when the service has something to say, "closed"
  // when the session is over, "away" when nobody answered.
  const post = async (path, body) => {
    try {
      const answer = await fetch(path, { method: "POST", body, credentials: "same-origin", cache: "no-store",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Vigie-Script": "1" } });
      const next = answer.headers.get("X-Vigie-Next");
      if (next) return { is: "sent", next };
      if (answer.redirected) return { is: "closed" };
      return { is: answer.status >= 500 || answer.status === 429 ? "away" : "shown" };
    } catch { return { is: "away" }; }
  };

  const offline = document.getElementById("offline");
  let waiting = null;
  const tell = (isAway) => { if (offline) { offline.hidden = !isAway; if (isAway) offline.scrollIntoView({ block: "nearest" }); } };

  const send = async (form, busy) => {
    const fields = new URLSearchParams(new FormData(form, busy));
    fields.delete("go");
    const go = busy && busy.name === "go" ? busy.value : "";
    if (go) fields.set("go", go);
    const value = { at: Date.now(), path: form.action, body: fields.toString() };
    const isKept = keep(value);
    const outcome = await post(value.path, value.body);
    if (outcome.is === "away" && isKept) {
      tell(true);
      clearTimeout(waiting);
      waiting = setTimeout(() => send(form, busy), AGAIN_MS);
      return;
    }
    tell(false);
    if (outcome.is === "closed") { location.assign("/portal/enter?ended=1"); return; }
    forget();
    if (outcome.is === "sent") { location.assign(outcome.next); return; }
    form.submit();
  };

  // What an earlier page of the same person kept, and could not send before the browser was closed.
  const resend = async (token) => {
    const value = kept();
    if (!value) return;
    clearTimeout(waiting);
    const fields = new URLSearchParams(value.body);
    fields.set("token", token);
    const outcome = await post(value.path, fields.toString());
    tell(outcome.is === "away");
    if (outcome.is === "away") { waiting = setTimeout(() => resend(token), AGAIN_MS); return; }
    if (outcome.is === "closed") return;
    forget();
    // What the service could not take as it was is asked again on its page.
    location.assign(outcome.is === "sent" ? outcome.next : value.path);
  };

  for (const key of ours()) if (!isFresh(read(key))) forget(key);
  if (document.querySelector("[data-forget]")) forget();
  for (const each of all("[data-scripted]")) each.hidden = false;
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
    if (kept() && !confirm(leave.dataset.waits)) event.preventDefault(); else forget();
  });
  if (offline && offline.dataset.token) {
    resend(offline.dataset.token);
    addEventListener("online", () => resend(offline.dataset.token));
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
