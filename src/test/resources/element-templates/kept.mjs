// Takes what the page has made and keeps it, with the sum of the templates that it was made from.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const work = resolve(process.argv[2]);
const found = readFileSync(`${work}/dom.html`, 'utf8').match(/<pre id="kept">([^<]*)<\/pre>/);
if (!found || !/^[A-Za-z0-9+/=]{100,}$/.test(found[1])) {
  console.error(found ? found[1] : 'the page has no result');
  process.exit(1);
}
const applied = JSON.parse(Buffer.from(found[1], 'base64').toString('utf8'));
const folder = 'processes/.camunda/element-templates';
const sum = createHash('sha256');
readdirSync(folder).sort().forEach((file) => sum.update(readFileSync(`${folder}/${file}`)));
const kept = { templates: sum.digest('hex'), applied };
writeFileSync('src/test/resources/element-templates/applied.json', JSON.stringify(kept, null, 1) + '\n');
console.log(`${Object.keys(applied).length} templates were applied`);
