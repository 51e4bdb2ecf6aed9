// A notice has no text of its own, and none that might come with it is read: this sentence is all that is ever shown.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification(says.text, { lang: says.lang, dir: says.dir, tag: "desk", renotify: true }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const desk = open.find((one) => new URL(one.url).pathname === "/");
    if (desk) await desk.focus();
    else await self.clients.openWindow("/");
  })());
});
