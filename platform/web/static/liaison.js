"use strict";
// Comforts only; every page works without them.
(() => {
  const typing = (el) => el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  // "/" goes to the search field.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = document.getElementById("search");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

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
