// Keeps what the reader has folded or unfolded when a part of the page is renewed, and says when the server is silent.
(function () {
  'use strict';
  const chosen = new Map();
  const stale = function (silent) {
    const note = document.getElementById('stale');
    if (note) { note.hidden = !silent; }
  };
  document.addEventListener('click', function (event) {
    const summary = event.target.closest('summary');
    const details = summary && summary.parentElement;
    if (details && details.id) { chosen.set(details.id, !details.open); }
  });
  document.addEventListener('htmx:beforeSwap', function (event) {
    // A session that ended answers with the login page: go there instead of showing it inside this one.
    const answered = new URL(event.detail.xhr.responseURL, location.href).pathname;
    if (answered !== new URL(event.detail.pathInfo.finalRequestPath, location.href).pathname) {
      event.preventDefault();
      location.reload();
      return;
    }
    const focused = document.activeElement && document.activeElement.closest('details[id]');
    event.detail.target.dataset.focused = focused ? focused.id : '';
  });
  document.addEventListener('htmx:afterSwap', function (event) {
    chosen.forEach(function (open, id) {
      const details = document.getElementById(id);
      if (details) { details.open = open; }
    });
    const focused = event.detail.target.dataset.focused;
    const details = focused && document.getElementById(focused);
    if (details && document.activeElement === document.body) { details.querySelector('summary').focus({ preventScroll: true }); }
  });
  document.addEventListener('htmx:afterRequest', function (event) { stale(!event.detail.successful); });
  document.addEventListener('htmx:sendError', function () { stale(true); });
})();
