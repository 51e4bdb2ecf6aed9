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
