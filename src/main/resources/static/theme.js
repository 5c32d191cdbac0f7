// Light or dark as the reader chose it, before anything is painted; as the system has it until they choose.
(function () {
  'use strict';
  const root = document.documentElement;
  const kept = function () {
    try { return localStorage.getItem('theme'); } catch (refused) { return null; }
  };
  const show = function (theme) { if (theme) { root.dataset.theme = theme; } };
  show(kept());
  document.addEventListener('DOMContentLoaded', function () {
    const button = document.querySelector('button.theme');
    if (!button) { return; }
    const dark = function () {
      return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    };
    const name = function () { button.textContent = dark() ? 'Light' : 'Dark'; };
    button.hidden = false;
    name();
    button.addEventListener('click', function () {
      const theme = dark() ? 'light' : 'dark';
      try { localStorage.setItem('theme', theme); } catch (refused) { /* it holds for this page */ }
      show(theme);
      name();
    });
  });
})();
