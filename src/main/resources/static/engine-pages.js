// Loaded by Tasklist, Cockpit and the engine's other pages.

// The engine's own login form cannot open the session of the server: ask for the page again, which leads to the one login.
const toTheOneLogin = function () {
  if (location.hash.startsWith('#/login')) { location.replace(location.pathname); }
};
addEventListener('hashchange', toTheOneLogin);
toTheOneLogin();

const link = name => function (container) {
  const anchor = document.createElement('a');
  anchor.href = '/';
  anchor.className = 'changeover-dashboard';
  anchor.textContent = name;
  container.replaceChildren(anchor);
};

// Cockpit has a dashboard of its own.
export default [['tasklist.navbar.action', 'Dashboard'], ['cockpit.navigation', 'Changeover']].map(function ([place, name]) {
  return { id: 'changeover-dashboard', pluginPoint: place, priority: 1000, render: link(name) };
});
