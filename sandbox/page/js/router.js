// The address bar: /archives/C… is a conversation, /archives/C…/p… a message in it; /app, /channels and /traffic.

let handler = () => {};

/** Gives what a path asks for. */
export function read(path = location.pathname, query = location.search) {
  const archive = /^\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?\/?$/.exec(path);
  if (archive) {
    const [, channelId, seconds, micros] = archive;
    const ts = seconds ? `${seconds}.${micros}` : null;
    return { view: "room", channelId, ts, threadTs: new URLSearchParams(query).get("thread_ts") };
  }
  const view = { "/app": "app", "/channels": "channels", "/traffic": "traffic" }[path];
  return { view: view ?? "start" };
}

/** Calls `listener` with the route now and whenever it changes. */
export function onRoute(listener) {
  handler = listener;
  addEventListener("popstate", () => handler(read()));
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href]");
    if (!anchor || anchor.target || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const address = new URL(anchor.href);
    if (address.origin !== location.origin || address.hash || address.pathname.startsWith("/page/")) return;
    event.preventDefault();
    go(address.pathname + address.search);
  });
  return handler(read());
}

/** Goes to one of the page's own paths. */
export function go(path) {
  if (path !== location.pathname + location.search) history.pushState(null, "", path);
  return handler(read());
}

/** Changes the address without going anywhere, so that a reload ends up where one is. */
export function rewrite(path) {
  if (path !== location.pathname + location.search) history.replaceState(null, "", path);
}
