// Tells parts of a page that something has changed. A part names its stream in data-events and, in data-parts, the parts
// of it that it shows (the beginnings of their names; all without it); it hears the event "changed", which htmx can
// fetch upon. While a part is being fetched it hears nothing, and after that it hears what has come meanwhile, once.
(function () {
  'use strict';
  const GAP = 300;
  const AGAIN = 3000;
  const streams = new Map();
  const busy = new Map();

  const wants = function (element, parts) {
    const wanted = element.dataset.parts;
    return !wanted || !parts || wanted.split(' ').some(one => parts.some(part => part.startsWith(one)));
  };
  const fire = element => element.dispatchEvent(new CustomEvent('changed'));
  const hear = function (element) {
    const now = busy.get(element.id);
    if (now && Date.now() - now.since < 10000) { now.again = true; return; }
    fire(element);
  };
  const tell = function (url, parts) {
    document.querySelectorAll('[data-events]').forEach(function (element) {
      if (element.dataset.events === url && wants(element, parts)) { hear(element); }
    });
  };
  document.addEventListener('htmx:beforeRequest', function (event) {
    const element = event.detail.elt;
    if (element.dataset.events && element.id) { busy.set(element.id, { since: Date.now(), again: false }); }
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    // Where the part itself was replaced, htmx tells it of what held it.
    const id = event.detail.requestConfig.elt.id;
    const state = id && busy.get(id);
    if (!state) { return; }
    setTimeout(function () {
      busy.delete(id);
      const element = state.again && document.getElementById(id);
      if (element) { fire(element); }
    }, GAP);
  });

  const silent = function (yes) {
    const note = document.getElementById('stale');
    if (note) { note.hidden = !yes; }
  };
  const open = function (url) {
    const source = new EventSource(url);
    const stream = { source: source, lost: 0 };
    streams.set(url, stream);
    source.addEventListener('open', function () { clearTimeout(stream.lost); stream.lost = 0; silent(false); });
    source.addEventListener('changed', event => tell(url, JSON.parse(event.data).parts));
    source.addEventListener('error', function () {
      if (!stream.lost) { stream.lost = setTimeout(() => silent(true), AGAIN); }
      if (source.readyState === EventSource.CLOSED) {
        // The server refused, perhaps as the session has ended: what is fetched in its place finds out.
        setTimeout(function () { if (streams.get(url) === stream) { open(url); tell(url, null); } }, AGAIN);
      }
    });
  };
  const close = function () {
    streams.forEach(function (stream) { clearTimeout(stream.lost); stream.source.close(); });
    streams.clear();
  };
  // A browser keeps few connections to one server: a page that nobody sees gives its own back.
  const attend = function () {
    if (document.hidden) { close(); return; }
    const wanted = new Set(Array.from(document.querySelectorAll('[data-events]'), element => element.dataset.events));
    wanted.forEach(function (url) { if (!streams.has(url)) { open(url); } });
    streams.forEach(function (stream, url) { if (!wanted.has(url)) { stream.source.close(); streams.delete(url); } });
  };
  document.addEventListener('visibilitychange', attend);
  document.addEventListener('htmx:afterSettle', attend);
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', attend);
})();
