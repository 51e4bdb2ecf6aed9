"use strict";
// Comforts only; every page works without them.
(() => {
  const typing = (el) => el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  // Quick keys, listed on the page that "?" goes to. Each only goes somewhere: none sends a form.
  const keys = new Map();
  const press = (key, does) => keys.set(key, does);
  const places = { d: "/", f: "/directory/find", s: "/duty" };
  let going = 0;
  const rows = () => [...document.querySelectorAll(".work .work-what > a.strong, main tbody td a.strong")];
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[to].focus();
    all[to].scrollIntoView({ block: "nearest" });
  };
  press("/", () => {
    const search = document.getElementById("search");
    if (!search) return;
    search.focus();
    search.select();
  });
  press("j", () => step(1));
  press("k", () => step(-1));
  press("?", () => location.assign("/keys"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    // Signed out there is nowhere to go.
    if (!document.body.classList.contains("framed")) return;
    const place = event.timeStamp - going < 1200 ? places[event.key] : undefined;
    going = event.key === "g" ? event.timeStamp : 0;
    const does = place ? () => location.assign(place) : keys.get(event.key);
    if (!does) return;
    event.preventDefault();
    does();
  });

  // Single keys of a form that is worked through again and again: they act only while the focus is in it and not in a
  // field, and the page says which they are.
  const judging = document.querySelector(".judging");
  if (judging) document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (!judging.contains(document.activeElement)) return;
    const key = event.key.toLowerCase();
    const does = key === "e" ? judging.querySelector("[name=value]") : /^[a-z]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null;
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key === "e") does.select();
    else does.click();
  }, true);

  // Notices in this browser, added at one's own account. The browser asks its person, its push service names an address,
  // and the form takes that to the node.
  const push = document.querySelector("[data-push-key]");
  if (push) {
    const say = (...parts) => push.querySelectorAll("[data-push]").forEach((one) => { one.hidden = !parts.includes(one.dataset.push); });
    const able = window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    const { pushKey: key, pushWorker: worker } = push.dataset;
    // The page's policy lets no text become a script's address; the one address of our own may.
    if (window.trustedTypes) window.trustedTypes.createPolicy("default", { createScriptURL: (url) => url === worker ? url : null });
    const register = async () => {
      const registered = await navigator.serviceWorker.register(worker, { scope: "/notices/" });
      const coming = registered.installing ?? registered.waiting;
      if (!registered.active && coming) await new Promise((done, fail) => coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done();
        if (coming.state === "redundant") fail(new Error(coming.state));
      }));
      return registered.pushManager;
    };
    const subscribe = async (manager) => {
      const asked = { userVisibleOnly: true, applicationServerKey: key };
      return manager.subscribe(asked).catch(async (error) => {
        // What this browser agreed to with another key, of this node before or of another at this address, is over.
        const old = error.name === "InvalidStateError" ? await manager.getSubscription() : null;
        if (!old) throw error;
        await old.unsubscribe();
        return manager.subscribe(asked);
      });
    };
    const within = (ms, promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("late")), ms))]);
    const form = push.querySelector("form");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await Notification.requestPermission() !== "granted") return say("denied", "add");
      say("asking");
      // What a notice is shown by does not come over a connection that the browser distrusts.
      const manager = await within(20000, register()).catch(() => null);
      if (!manager) return say("unable", "add");
      try {
        form.elements.endpoint.value = (await within(20000, subscribe(manager))).endpoint;
        form.submit();
      } catch {
        say("unreachable", "add");
      }
    });
    const find = async () => {
      const registered = await navigator.serviceWorker.getRegistration("/notices/");
      const subscribed = await registered?.pushManager.getSubscription();
      if (!subscribed) return null;
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscribed.endpoint));
      const mark = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      return document.querySelector(`[data-push-mark="${mark}"]`);
    };
    if (!able) say("unable");
    else if (Notification.permission === "denied") say("denied", "add");
    else find().then((row) => {
      if (!row) return say("add");
      row.querySelector("[hidden]").hidden = false;
      say("here");
      // From now on in the language of this page.
      return register();
    }).catch(() => say("add"));
  }

  // The language menu closes by Escape and by a click elsewhere.
  const menu = document.querySelector("details.preferences");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  // A form that came back with errors puts the reader at the list of them.
  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // On a phone the rooms are a strip: the room one is in comes into view.
  const here = document.querySelector(".side a[aria-current]");
  if (here && window.matchMedia("(max-width: 700px)").matches) here.scrollIntoView({ block: "nearest", inline: "center" });
})();
