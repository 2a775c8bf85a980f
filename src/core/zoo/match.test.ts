import { describe, expect, it } from 'vitest';
import { matchTemplate, recognise } from './match.ts';
import { templateOf, tensorsOf } from './test-templates.ts';

const shapes = {
  'conv1.weight': [8, 3, 3, 3],
  'layer1.0.conv1.weight': [8, 8, 3, 3],
  'layer1.0.bn1.weight': [8],
  'layer1.0.bn1.running_mean': [8],
  'layer1.1.conv1.weight': [8, 8, 3, 3],
  'fc.weight': [1, 8],
  'fc.bias': [1],
} as const;
const template = templateOf(shapes);
const withoutBias = Object.fromEntries(Object.entries(shapes).filter(([name]) => name !== 'fc.bias'));

describe('matchTemplate', () => {
  it.each([
    '',
    'module.',
    'model.',
    'state_dict.',
    'model.module.',
    'module.module.backbone.',
    '_orig_mod.model.',
    'checkpoint.0.net.state_dict.',
  ])('fits below the prefix %j', (prefix) => {
    const match = matchTemplate(template, tensorsOf(shapes, prefix));
    expect(match.prefix).toBe(prefix);
    expect(match.misfits).toEqual([]);
    expect(match.unused).toEqual([]);
    expect(match.placed.map(({ place, source }) => [place.name, source])).toEqual(
      Object.keys(shapes).map((name) => [name, prefix + name]),
    );
  });

  it('leaves counters, optimizer states, other heads and other networks unused', () => {
    const others = tensorsOf({
      'model.layer1.0.bn1.num_batches_tracked': [],
      'model.projection.weight': [4, 8],
      'model.layer1.0.attn_mask': [4, 4],
      'optimizer.state.0.exp_avg': [8, 3, 3, 3],
      'text.layer1.0.conv1.weight': [8, 8, 3, 3],
    });
    const indices = tensorsOf({ 'model.layer1.0.relative_position': [49, 49] }, '', 'int64');
    const match = matchTemplate(template, new Map([...others, ...tensorsOf(shapes, 'model.'), ...indices]));
    expect(match.misfits).toEqual([]);
    expect(match.unused).toEqual([...others.keys(), ...indices.keys()]);
  });

  it('takes the weights themselves before their average, wherever that stands', () => {
    for (const [plain, average] of [
      ['model.', 'model_ema.'],
      ['student.', 'teacher.'],
      ['net.', 'ema.'],
      ['state_dict.', 'ema.module.'],
    ]) {
      const both = new Map([...tensorsOf(shapes, average), ...tensorsOf(shapes, plain)]);
      const match = matchTemplate(template, both);
      expect(match.prefix).toBe(plain);
      expect(match.unused).toHaveLength(Object.keys(shapes).length);
    }
  });

  it('takes the average where that alone is whole', () => {
    const both = new Map([...tensorsOf(withoutBias, 'model.'), ...tensorsOf(shapes, 'ema.')]);
    expect(matchTemplate(template, both)).toMatchObject({ prefix: 'ema.', misfits: [] });
  });

  it('never reshapes', () => {
    const found = { ...shapes, 'conv1.weight': [8, 27], 'fc.weight': [8], 'fc.bias': [] };
    const match = matchTemplate(template, tensorsOf(found, 'module.'));
    expect(match.misfits).toEqual([
      { name: 'conv1.weight', expected: [8, 3, 3, 3], found: [8, 27] },
      { name: 'fc.weight', expected: [1, 8], found: [8] },
      { name: 'fc.bias', expected: [1], found: [] },
    ]);
    expect(match.placed.some(({ place }) => place.name === 'fc.bias')).toBe(false);
    expect(match.unused).toEqual([]);
  });

  it('names what is absent', () => {
    const match = matchTemplate(template, tensorsOf(withoutBias));
    expect(match.misfits).toEqual([{ name: 'fc.bias', expected: [1], found: null }]);
  });

  it.each(['layer1.2.conv1.weight', 'layer1.0.se.fc1.weight', 'layer1.1.conv2.weight', 'conv1.bias'])(
    'does not fit a network that also has %s',
    (name) => {
      const found = tensorsOf({ ...shapes, [name]: [8] }, 'module.');
      const match = matchTemplate(template, found);
      expect(match.misfits).toEqual([{ name, expected: null, found: [8] }]);
      expect(match.unused).toEqual([]);
    },
  );

  it('lets all names be misfits where none is there', () => {
    const match = matchTemplate(template, tensorsOf({ 'other.weight': [1] }));
    expect(match.prefix).toBe('');
    expect(match.misfits).toHaveLength(Object.keys(shapes).length);
    expect(match.unused).toEqual(['other.weight']);
  });
});

describe('recognise', () => {
  const two = { ...shapes, 'fc.weight': [2, 8], 'fc.bias': [2] };
  const deep = { ...shapes, 'layer1.2.conv1.weight': [8, 8, 3, 3] };
  const templates = [templateOf(two, 'two'), templateOf(shapes, 'one'), templateOf(deep, 'deep')];

  it.each([
    ['two', two],
    ['one', shapes],
    ['deep', deep],
  ])('finds %s', (id, found) => {
    const { best, all } = recognise(templates, tensorsOf(found, 'module.'));
    expect(best?.template.id).toBe(id);
    expect(best?.misfits).toEqual([]);
    expect(all).toHaveLength(3);
    expect(all[0]).toBe(best);
  });

  it('gives the nearest where none fits, the earlier one of two', () => {
    const thousand = { ...shapes, 'fc.weight': [1000, 8], 'fc.bias': [1000] };
    const nearest = (tried: typeof templates) => recognise(tried, tensorsOf(thousand)).best?.template.id;
    expect(nearest(templates)).toBe('two');
    expect(nearest(templates.toReversed())).toBe('one');
  });

  it('gives none where less than half of every one is there', () => {
    const { best, all } = recognise(templates, tensorsOf({ 'fc.weight': [1, 8], 'fc.bias': [1] }));
    expect(best).toBeNull();
    expect(all).toHaveLength(3);
  });

  it('stays quick with names made of dots and digits', () => {
    const name = '0.'.repeat(500);
    const many = Array.from({ length: 1000 }, (_, n) => [`${name}${n}.weight`, [8]] as const);
    const started = performance.now();
    expect(recognise(templates, tensorsOf(Object.fromEntries(many))).best).toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
