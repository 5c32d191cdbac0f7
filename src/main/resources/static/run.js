// The page of a run: its diagrams with the tokens in them, clocks that go on between two looks, operations unfolded.
(function () {
  'use strict';
  const FAR = 5;
  const MARK = 34; // at the foot of a diagram, for the mark of those who made the viewer

  // Clocks. The server's time counts: offset is what it was ahead of this machine at the last look.
  let offset = 0;
  const format = function (millis) {
    const m = Math.max(0, Math.round(millis));
    if (m < 1000) { return m + ' ms'; }
    if (m < 60000) { return Math.floor(m / 1000) + '.' + Math.floor(m % 1000 / 100) + ' s'; }
    if (m < 3600000) { return Math.floor(m / 60000) + ' min ' + Math.floor(m % 60000 / 1000) + ' s'; }
    return Math.floor(m / 3600000) + ' h ' + Math.floor(m % 3600000 / 60000) + ' min';
  };
  // What is only expected, as exactly as people say it; the server words it alike.
  const about = function (millis) {
    const s = Math.round(millis / 1000);
    if (s < 60) { return s + ' s'; }
    const tens = Math.round(s / 10) * 10;
    if (tens < 600) { return Math.floor(tens / 60) + ' min' + (tens % 60 ? ' ' + tens % 60 + ' s' : ''); }
    const m = Math.round(s / 60);
    return m < 60 ? m + ' min' : Math.floor(m / 60) + ' h ' + m % 60 + ' min';
  };
  const setClock = function () {
    const live = document.getElementById('live');
    if (live && live.dataset.now) { offset = Date.parse(live.dataset.now) - Date.now(); }
  };
  const tick = function () {
    const now = Date.now() + offset;
    document.querySelectorAll('[data-since]').forEach(function (one) {
      const lasts = now - Date.parse(one.dataset.since);
      if (one.tagName === 'PROGRESS') { one.value = Math.min(one.max, lasts); } else { one.textContent = format(lasts); }
    });
    document.querySelectorAll('[data-until]').forEach(function (one) {
      const left = Date.parse(one.dataset.until) - now;
      one.textContent = left < 1000 ? 'any moment' : 'in ' + about(left);
    });
  };
  setInterval(tick, 500);

  // Operations of steps that are folded are fetched when somebody unfolds them.
  const fill = function (details) {
    const place = details.open && details.querySelector('[data-src]');
    if (place) {
      const source = place.dataset.src;
      place.removeAttribute('data-src');
      htmx.ajax('GET', source, { target: place, swap: 'innerHTML' });
    }
  };
  document.addEventListener('toggle', event => fill(event.target), true);
  document.addEventListener('htmx:afterSettle', function (event) {
    if (event.detail.target.id === 'live') {
      setClock();
      document.querySelectorAll('#live details[open]').forEach(fill);
      draw();
    }
  });
  // What an operation prints is followed to its end, unless somebody has scrolled back in it.
  let place = null;
  document.addEventListener('htmx:beforeSwap', function (event) {
    if (!event.detail.target.closest('#operation')) { return; }
    const printed = event.detail.target.id === 'operation-shown' && document.getElementById('printed');
    const back = printed && printed.scrollTop + printed.clientHeight < printed.scrollHeight - 4;
    place = back ? printed.scrollTop : Infinity;
  });
  document.addEventListener('htmx:afterSwap', function () {
    const printed = place !== null && document.getElementById('printed');
    if (printed) { printed.scrollTop = Math.min(place, printed.scrollHeight); }
    place = null;
  });
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-close]')) { document.getElementById('operation').replaceChildren(); }
  });

  // Diagrams.
  const section = document.getElementById('diagram');
  const boards = new Map();
  let state = null;
  let shown = null;
  let chosen = null;

  const marks = process => state && state.marks[process] || {};
  const hasToken = process => Object.values(marks(process)).some(mark => mark.token);
  const worst = process => ['deciding', 'failed', 'waiting', 'running', 'skipped', 'done', 'cancelled'].find(
    name => Object.values(marks(process)).some(mark => mark.state === name && (mark.token || !hasToken(process))));

  // The innermost diagram with a token; where there is none, the runbook.
  const follow = function () {
    const withToken = state.diagrams.filter(one => hasToken(one.process));
    const inner = withToken.filter(one => !Object.entries(one.calls).some(
      ([element, called]) => (marks(one.process)[element] || {}).token && hasToken(called)));
    return (inner[0] || withToken[0] || state.diagrams[0]).process;
  };
  const show = function (process) {
    if (!state.diagrams.some(one => one.process === process)) { return; }
    shown = process;
    const board = boards.get(process) || load(process);
    boards.forEach((one, name) => { one.frame.hidden = name !== process; });
    tabs();
    paint(board, process);
  };
  const tabs = function () {
    const bar = section.querySelector('.tabs');
    bar.replaceChildren(...state.diagrams.map(function (one) {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.textContent = one.name;
      tab.className = 'tab mark-' + (worst(one.process) || 'none');
      tab.setAttribute('aria-pressed', one.process === shown);
      tab.addEventListener('click', function () { chosen = one.process; show(chosen); });
      return tab;
    }));
    const back = section.querySelector('[data-follow]');
    back.hidden = chosen === null;
  };
  const load = function (process) {
    const frame = document.createElement('div');
    frame.className = 'board';
    frame.tabIndex = 0; // to be scrolled with the keyboard, where it is wider than the page
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', 'Diagram of ' + state.diagrams.find(one => one.process === process).name);
    const paper = document.createElement('div');
    paper.className = 'paper';
    frame.append(paper);
    section.querySelector('.boards').append(frame);
    const board = { frame: frame, paper: paper, viewer: null, painted: new Map(), badges: '', token: null };
    boards.set(process, board);
    fetch(section.dataset.files + encodeURIComponent(process)).then(function (answer) {
      if (!answer.ok) { throw new Error('no diagram'); }
      return answer.text();
    }).then(function (xml) {
      board.viewer = new BpmnJS({ container: paper });
      return board.viewer.importXML(xml);
    }).then(function () {
      fit(board);
      board.viewer.get('eventBus').on('element.click', event => visit(process, event.element.id));
      if (shown === process) { paint(board, process); }
    }).catch(function () {
      paper.textContent = 'This diagram cannot be shown.';
      board.viewer = null;
    });
    return board;
  };
  // As wide as the page; where letters would be too small, wider, to be scrolled.
  const fit = function (board) {
    const canvas = board.viewer.get('canvas');
    const inner = canvas.viewbox().inner;
    const width = Math.max(board.frame.clientWidth, inner.width * 0.72);
    const scale = Math.min(1, width / (inner.width + 20));
    board.paper.style.width = width + 'px';
    const height = Math.ceil((inner.height + 30) * scale) + MARK;
    board.paper.style.height = height + 'px';
    canvas.resized();
    canvas.viewbox({ x: inner.x - 10, y: inner.y - 15, width: width / scale, height: height / scale });
    if (board.token) { reveal(board, board.token); }
  };
  const visit = function (process, element) {
    const about = boards.get(process).viewer.get('elementRegistry').get(element).businessObject;
    const words = about.documentation && about.documentation[0];
    section.querySelector('.tells').textContent = words ? (about.name || element) + ': ' + words.text : '';
    const diagram = state.diagrams.find(one => one.process === process);
    const mark = marks(process)[element];
    if (diagram.calls[element]) { chosen = diagram.calls[element]; show(chosen); return; }
    const step = mark && mark.step && document.getElementById('step-' + mark.step);
    if (step) {
      step.open = true;
      step.scrollIntoView({ block: 'center' });
      step.querySelector('summary').focus({ preventScroll: true });
    }
  };
  // What a flow shows is only what is certain: the only way to an element where a token was, or the only way on.
  const passed = function (flow, of) {
    const to = of[flow.target.id];
    const from = of[flow.source.id];
    const outgoing = flow.source.outgoing.length;
    const only = flow.target.incoming.length === 1 && flow.target.type !== 'bpmn:BoundaryEvent';
    return Boolean(to && from && (only || (outgoing === 1 && from.state !== 'cancelled' && !from.token)));
  };
  const paint = function (board, process) {
    if (!board.viewer) { return; }
    const canvas = board.viewer.get('canvas');
    const overlays = board.viewer.get('overlays');
    const of = marks(process);
    const badges = [];
    board.viewer.get('elementRegistry').forEach(function (element) {
      const mark = of[element.id];
      let want = mark ? 'mark-' + mark.state : '';
      if (element.waypoints && element.type === 'bpmn:SequenceFlow') { want = passed(element, of) ? 'mark-passed' : ''; }
      const has = board.painted.get(element.id) || '';
      if (has !== want) {
        if (has) { canvas.removeMarker(element.id, has); }
        if (want) { canvas.addMarker(element.id, want); }
        board.painted.set(element.id, want);
      }
      if (mark && mark.token && !element.labelTarget && element.type !== 'bpmn:SubProcess') {
        badges.push([element, mark, note(mark)]);
      }
    });
    const now = badges.map(([element, mark, text]) => element.id + mark.state + text).join();
    if (now === board.badges) { return; }
    board.badges = now;
    overlays.clear();
    badges.forEach(function ([element, mark, text]) {
      const token = document.createElement('span');
      token.className = 'token mark-' + mark.state;
      token.textContent = text;
      overlays.add(element.id, { position: { top: -12, left: element.width / 2 - 12 }, html: token });
    });
    board.token = badges.length > 0 ? badges[0][0] : null;
    if (board.token) { reveal(board, board.token); }
  };
  const reveal = function (board, element) {
    const scale = board.viewer.get('canvas').zoom();
    const x = (element.x - board.viewer.get('canvas').viewbox().x) * scale;
    if (x < board.frame.scrollLeft || x > board.frame.scrollLeft + board.frame.clientWidth - 80) {
      board.frame.scrollLeft = x - board.frame.clientWidth / 2;
    }
  };
  // How many operations of a step are done stands in the list of steps.
  const note = function (mark) {
    const step = mark.step && document.getElementById('step-' + mark.step);
    const all = step && Number(step.dataset.all);
    return all > FAR ? step.dataset.done + '/' + all : '';
  };
  const draw = function () {
    if (state && shown && boards.get(shown)) { paint(boards.get(shown), shown); }
  };
  let asking = false;
  let again = false;
  const look = function () {
    if (asking) { again = true; return; }
    asking = true;
    fetch(section.dataset.marks).then(answer => answer.ok ? answer.json() : null).then(function (found) {
      if (found && found.diagrams.length > 0) {
        state = found;
        section.hidden = false;
        show(chosen || follow());
      }
    }).catch(() => {}).finally(function () {
      asking = false;
      if (again) { again = false; look(); }
    });
  };
  setClock();
  tick();
  if (section) {
    section.querySelector('[data-follow]').addEventListener('click', function () { chosen = null; show(follow()); });
    section.addEventListener('changed', look);
    window.addEventListener('resize', () => boards.forEach(function (board) { if (board.viewer && !board.frame.hidden) { fit(board); } }));
    look();
  }
})();
