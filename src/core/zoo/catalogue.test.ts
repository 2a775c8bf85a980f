import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { parseTemplateIndex } from './template.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, 'public', path), 'utf8'));
const json = read('catalogue/checkpoints.json') as {
  readonly checkpoints: readonly Record<string, unknown>[];
};
const entries = parseCatalogue(json);
const direct = entries.filter((entry) => entry.direct);

describe('the catalogue that ships', () => {
  it('names architectures that this page runs', () => {
    const { templates } = parseTemplateIndex(read('templates/index.json'));
    for (const { id, architecture } of entries) expect(templates, id).toContain(architecture);
  });

  it('pins every address to a commit, so that what lies there cannot be replaced unnoticed', () => {
    for (const { file } of direct) expect(file.address).toMatch(/\/[0-9a-f]{40}\//u);
  });

  it('ends every address with the name of the file', () => {
    for (const { file } of direct) expect(file.address.split('/').at(-1)).toBe(file.name);
  });

  const folder = join(process.env['TELLTALE_SHARED'] ?? join(root, '../shared'), 'weights');

  it.for(['ForenSynth_Tiny_LaDeDa.pth', 'ferretnet-s-median-3.pth'])(
    'has size and hash of the published %s',
    (name, { skip }) => {
      const path = join(folder, name);
      skip(!existsSync(path), `${path} is not on this machine`);
      const bytes = readFileSync(path);
      const value = createHash('sha256').update(bytes).digest('hex');
      const entry = direct.find(({ file }) => file.name === name);
      expect(entry?.file).toMatchObject({ bytes: bytes.length, sha256: { value, basis: 'computed' } });
    },
  );
});

describe('parseCatalogue', () => {
  const [entry] = json.checkpoints;
  const file = entry?.['file'] as object;
  const withEntries = (...checkpoints: object[]) => ({ schemaVersion: 1, checkpoints });

  it.each([
    ['a host that sends no file to a page', { file: { ...file, address: 'https://github.com/a/b/c.pth' } }],
    ['a host that only looks alike', { file: { ...file, address: 'https://huggingface.co.example/c.pth' } }],
    ['plain http', { file: { ...file, address: 'http://huggingface.co/a/c.pth' } }],
    ['a name that is a path', { file: { ...file, name: '../c.pth' } }],
    ['half a hash', { file: { ...file, sha256: { value: 'ab', basis: 'computed' } } }],
    ['a script as page', { page: 'javascript:alert(1)' }],
    ['no file', { file: undefined }],
  ])('refuses %s', (_what, change) => {
    expect(() => parseCatalogue(withEntries({ ...entry, ...change }))).toThrow();
  });

  it('refuses two entries of one id', () => {
    expect(parseCatalogue(withEntries({ ...entry }))).toHaveLength(1);
    expect(() => parseCatalogue(withEntries({ ...entry }, { ...entry }))).toThrow(/share an id/u);
  });
});
