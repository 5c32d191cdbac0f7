// Writes a page that applies every template to an empty task, after the published validator has passed them all.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const work = resolve(process.argv[2]);
const { validateAll } = createRequire(work + '/')('@bpmn-io/element-templates-validator');
const here = 'src/test/resources/element-templates';
const folder = 'processes/.camunda/element-templates';
const templates = readdirSync(folder).sort().flatMap((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
const { results } = validateAll(templates);
const wrong = results.filter((one) => !one.valid);
if (wrong.length > 0) {
  console.error(JSON.stringify(wrong.map((one) => [one.object.id, one.errors.map((error) => error.message)]), null, 2));
  process.exit(1);
}
console.log(`${results.length} templates are valid by @bpmn-io/element-templates-validator`);
const samples = JSON.parse(readFileSync(`${here}/samples.json`, 'utf8'));
for (const template of templates) {
  const given = { ...samples['*'], ...samples[template.id] };
  for (const property of template.properties) {
    const name = property.binding.name;
    if (property.type !== 'Hidden' && samples[template.id]?.[name] !== undefined) {
      property.value = samples[template.id][name];
    } else if (property.constraints?.notEmpty && property.value === undefined) {
      if (given[name] === undefined) throw new Error(`samples.json has no ${name} for ${template.id}`);
      property.value = given[name];
    }
  }
}
const text = (value) => JSON.stringify(value).replace(/</g, '\\u003c');
writeFileSync(
  `${work}/page.html`,
  `<!DOCTYPE html><html><body><div id="canvas" style="width:900px;height:400px"></div><pre id="kept">nothing</pre>
<script src="package/dist/camunda-platform-modeler.development.js"></script>
<script>
const templates = ${text(templates)};
const frames = ${text({ plain: readFileSync(`${here}/frame.bpmn`, 'utf8'), drill: readFileSync(`${here}/frame-drill.bpmn`, 'utf8') })};
const kept = {};
async function apply(template) {
  const modeler = new BpmnModeler({ container: '#canvas' });
  const said = [];
  modeler.on('elementTemplates.errors', (event) => event.errors.forEach((error) => said.push(error.message)));
  const drill = /cloneDatasets|cleanUpDrill/.test(template.id);
  await modeler.importXML(drill ? frames.drill : frames.plain);
  modeler.get('elementTemplatesLoader').setTemplates([template]);
  if (said.length > 0) throw new Error(template.id + ': ' + said);
  const service = modeler.get('elementTemplates');
  const task = modeler.get('elementRegistry').get('Task_Applied');
  const found = service.get(template.id, template.version);
  const applied = service.applyTemplate(task, found);
  modeler.get('modeling').updateProperties(applied, { id: 'Task_Applied' });
  const { xml } = await modeler.saveXML({ format: true });
  modeler.destroy();
  kept[template.id] = xml;
}
(async () => {
  try {
    for (const template of templates) await apply(template);
    document.getElementById('kept').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(kept))));
  } catch (e) {
    document.getElementById('kept').textContent = 'failed: ' + e + ' ' + (e && e.stack);
  }
})();
</script></body></html>`);
