// What these pages add to the engine's own: the way back to the dashboard, and one login for all.
export default {
  customScripts: ['../../../engine-pages.js']
};
