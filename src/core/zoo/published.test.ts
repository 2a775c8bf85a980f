import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { opened } from '../checkpoint/test-checkpoints.ts';
import { assembleWeights } from './assemble.ts';
import { recognise } from './match.ts';
import { parseTemplate, parseTemplateIndex, type Template } from './template.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'public/templates');
const shared = process.env['TELLTALE_SHARED'] ?? join(root, '../shared');

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
const ids = existsSync(join(folder, 'index.json')) ? parseTemplateIndex(read('index.json')).templates : [];
const templates: readonly Template[] = ids.map((id) => parseTemplate(read(id, 'template.json')));

describe.each([
  ['ForenSynth_Tiny_LaDeDa.pth', 'tiny-ladeda', ''],
  ['ferretnet-s-median-3.pth', 'ferretnet-s', 'model.'],
])('the published checkpoint %s', (file, id, prefix) => {
  const path = join(shared, 'weights', file);

  it('is recognised and fills its template', async ({ skip }) => {
    skip(!existsSync(path), `${path} is not on this machine`);
    skip(!ids.includes(id), `there is no template ${id}`);
    const checkpoint = await opened(new Uint8Array(readFileSync(path)));
    const { best } = recognise(templates, checkpoint.tensors);
    expect(best).toMatchObject({ template: { id }, prefix, misfits: [] });
    expect(best?.unused.every((name) => name.endsWith('num_batches_tracked'))).toBe(true);
    const weights = best && (await assembleWeights(best, checkpoint));
    expect(weights?.ok && weights.value.length).toBe(best?.template.weights.bytes);
  });
});

describe('the shipped templates', () => {
  it.each(templates.map((template) => [template.id, template] as const))(
    'are told apart: %s is recognised by its own tensors',
    (id, template) => {
      const tensors = template.weights.tensors.map(
        ({ name, shape }) => [`module.${name}`, { name: `module.${name}`, dtype: 'float32', shape }] as const,
      );
      const { best, all } = recognise(templates, new Map(tensors));
      expect(best).toMatchObject({ template: { id }, prefix: 'module.', misfits: [], unused: [] });
      expect(all.filter(({ misfits }) => misfits.length === 0)).toHaveLength(1);
    },
  );
});
