// The editor of one runbook: draws it, has it checked while it is changed, marks what is wrong, and deploys it.
(function () {
  'use strict';
  const ROOM = 20; // between the diagram and what is around it
  const frame = document.getElementById('editor');
  const modeler = new BpmnModeler({
    container: '#canvas',
    propertiesPanel: { parent: '#properties' },
    exporter: { name: 'Changeover', version: '1' }
  });
  const overlays = modeler.get('overlays');
  const canvas = modeler.get('canvas');
  const registry = modeler.get('elementRegistry');
  const mayCheck = frame.dataset.check === 'true';
  let changed = false;
  let waiting = null;
  let asked = 0;

  function make(tag, text, style) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (style) { node.className = style; }
    return node;
  }

  function say(sentences, good) {
    const said = document.getElementById('said');
    said.replaceChildren.apply(said, sentences.map(function (one) { return make('span', one); })
      .flatMap(function (one, at) { return at ? [document.createElement('br'), one] : [one]; }));
    said.className = 'message ' + (good ? 'good' : 'bad');
    said.hidden = sentences.length === 0;
  }

  async function post(verb, more) {
    try {
      return await ask(verb, more);
    } catch (fault) {
      return { away: true, refusals: ['The server does not answer (' + fault.message + ').'
        + (verb === 'deploy' ? ' It may have deployed it all the same: look at the versions on this page, in another tab.' : ' Try again.')] };
    }
  }

  async function ask(verb, more) {
    const text = (await modeler.saveXML({ format: true })).xml;
    const draft = Object.assign({ file: frame.dataset.file, text: text, runbook: frame.dataset.runbook, reason: '', base: Number(frame.dataset.base) }, more);
    const answer = await fetch(frame.dataset.root + '/' + verb, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': frame.querySelector('input[name=_csrf]').value },
      body: JSON.stringify(draft)
    });
    if (answer.status === 409) { return { refusals: (await answer.json()).refusals }; }
    if (!answer.ok || answer.redirected) { return { refusals: ['The server answered with ' + answer.status + '. Reload the page; you may have to log in again.'] }; }
    return { body: await answer.json() };
  }

  function unmark(marker) {
    registry.forEach(function (element) { canvas.removeMarker(element, marker); });
  }

  function show(findings) {
    overlays.remove({ type: 'finding' });
    unmark('is-wrong');
    const list = document.getElementById('findings');
    list.replaceChildren();
    document.getElementById('unchecked').hidden = true;
    if (findings.length === 0) { list.append(make('li', 'Nothing is wrong.', 'none')); }
    const counts = new Map();
    findings.forEach(function (one) {
      const element = one.file === frame.dataset.file ? registry.get(one.element) : undefined;
      const line = document.createElement('li');
      const name = (element && element.businessObject.name) || one.element;
      if (element && element.parent) {
        const way = make('button', name, 'plain');
        way.type = 'button';
        way.addEventListener('click', function () {
          canvas.scrollToElement(element);
          modeler.get('selection').select(element);
        });
        line.append(way);
        counts.set(element, (counts.get(element) || []).concat(one.message));
      } else {
        line.append(make('b', one.file === frame.dataset.file ? name : one.file + ', ' + name));
      }
      line.append(' ', one.message, ' ', make('small', one.rule));
      list.append(line);
    });
    counts.forEach(function (messages, element) {
      const mark = make('div', String(messages.length), 'finding-mark');
      mark.title = messages.join('\n');
      overlays.add(element, 'finding', { position: { top: -12, right: 12 }, html: mark });
      canvas.addMarker(element, 'is-wrong');
    });
  }

  async function check() {
    const turn = ++asked;
    const answer = await post('lint');
    if (turn !== asked) { return; }
    if (answer.refusals) { say(answer.refusals, false); } else { show(answer.body); }
  }

  function list(lines) {
    const all = document.createElement('ul');
    lines.forEach(function (one) { all.append(one); });
    return all;
  }

  function report(trial) {
    const text = document.getElementById('trial-text');
    const ends = new Map();
    trial.paths.forEach(function (path) {
      const end = path.end + (path.outcome ? ' (' + path.outcome + ')' : '');
      ends.set(end, (ends.get(end) || 0) + 1);
    });
    text.replaceChildren(make('p', trial.paths.length + ' paths' + (trial.complete ? '' : '; there are more, which were not taken (too many, or too little time)') + ':'),
      list(Array.from(ends, function (end) { return make('li', end[1] + ' × ' + end[0]); })));
    trial.paths.filter(function (path) { return path.fault; }).forEach(function (path) {
      const way = path.choices.map(function (choice) { return choice.name + ': ' + choice.outcome; }).join(' › ');
      text.append(make('p', way + ' › ' + path.fault, 'fault'));
    });
    text.append(make('p', 'Passed on these paths:'), list(trial.coverage.map(function (one) {
      return make('li', one.process + ': ' + one.elementsPassed + ' of ' + one.elements + ' elements, ' + one.flowsPassed + ' of ' + one.flows
        + ' flows' + (one.missed.length ? '; on no path: ' + one.missed.join(', ') : ''));
    })));
    unmark('is-missed');
    trial.coverage.filter(function (one) { return one.process === frame.dataset.runbook; }).forEach(function (one) {
      one.missed.forEach(function (id) { if (registry.get(id)) { canvas.addMarker(id, 'is-missed'); } });
    });
    document.getElementById('trial').hidden = false;
  }

  async function tryOut(button) {
    button.disabled = true;
    say(['Taking every path; this needs some seconds.'], true);
    const answer = await post('test');
    button.disabled = false;
    if (answer.refusals) { say(answer.refusals, false); return; }
    const bad = answer.body.paths.filter(function (path) { return path.fault; }).length;
    say([bad ? bad + ' of ' + answer.body.paths.length + ' paths come to no end.' : 'All ' + answer.body.paths.length + ' paths come to an end.'], !bad);
    report(answer.body);
  }

  async function deploy(form) {
    const button = form.querySelector('button');
    button.disabled = true;
    const answer = await post('deploy', { reason: form.elements.reason.value });
    button.disabled = false;
    if (answer.refusals) {
      say(answer.refusals, false);
      if (!answer.away) { check(); }
      return;
    }
    const own = answer.body.filter(function (one) { return one.id === frame.dataset.runbook; })[0];
    changed = false;
    form.reset();
    if (!own) {
      say([answer.body.length + ' diagrams are deployed. ' + frame.dataset.runbook + ' is none of them: the file holds a process with another id.'], true);
      return;
    }
    frame.dataset.base = own.version;
    say(['Deployed as version ' + own.version + '. New runs take it; runs under way keep theirs. Reload the page to see it in the list.'], true);
  }

  // All of the diagram beside the toolbox; over it where the window is too narrow for both.
  function fit() {
    const box = canvas.viewbox();
    const tools = frame.querySelector('.djs-palette');
    const left = tools ? tools.offsetLeft + tools.offsetWidth + ROOM : ROOM;
    const width = box.outer.width - left - ROOM;
    if (width < box.outer.width / 2) { canvas.zoom('fit-viewport'); return; }
    const scale = Math.min(1, width / box.inner.width, (box.outer.height - 2 * ROOM) / box.inner.height);
    canvas.viewbox({
      x: box.inner.x - left / scale, y: box.inner.y - ROOM / scale,
      width: box.outer.width / scale, height: box.outer.height / scale
    });
  }

  async function load(text) {
    await modeler.importXML(text);
    fit();
    if (mayCheck) { await check(); }
  }

  async function begin() {
    const templates = await (await fetch(frame.dataset.templates)).json();
    modeler.get('elementTemplatesLoader').setTemplates(templates);
    await load(await (await fetch(frame.dataset.diagram)).text());
    changed = false;
    document.body.dataset.ready = 'true';
  }

  modeler.on('commandStack.changed', function (event) {
    if (event.trigger === 'clear') { return; }
    changed = true;
    clearTimeout(waiting);
    if (mayCheck) { waiting = setTimeout(check, 600); }
  });
  document.getElementById('check').addEventListener('click', check);
  document.getElementById('try').addEventListener('click', function (event) { tryOut(event.currentTarget); });
  document.getElementById('open').addEventListener('change', async function (event) {
    const file = event.currentTarget.files[0];
    if (!file) { return; }
    try {
      await load(await file.text());
      changed = true;
      say([file.name + ' is shown. It is not deployed yet.'], true);
    } catch (fault) {
      say([file.name + ' cannot be shown: ' + fault.message], false);
    }
  });
  document.getElementById('save').addEventListener('click', async function (event) {
    event.preventDefault();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([(await modeler.saveXML({ format: true })).xml], { type: 'application/xml' }));
    link.download = event.target.download;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const form = document.getElementById('deploy');
  if (form) {
    form.addEventListener('submit', function (event) { event.preventDefault(); deploy(form); });
  }
  window.addEventListener('beforeunload', function (event) { if (changed) { event.preventDefault(); } });
  begin().catch(function (fault) { say(['The diagram cannot be shown: ' + fault.message], false); });
}());
