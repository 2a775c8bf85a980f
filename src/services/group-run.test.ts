import { describe, expect, it } from 'vitest';
import { success } from '../core/result.ts';
import { genImageRecipe, type Recipe } from '../core/spectrum/recipe.ts';
import { emptySums } from '../core/spectrum/sums.ts';
import { GroupRun, type TakenChunk } from './group-run.ts';
import type { PictureList } from './picture-list.ts';

const recipe: Recipe = { ...genImageRecipe, sizePx: 128, images: 43 };

function numberedList(length: number): PictureList & { readonly opened: number[] } {
  const opened: number[] = [];
  return {
    length,
    opened,
    open(n) {
      opened.push(n);
      return Promise.resolve(success(new File([], String(n))));
    },
  };
}

/** Sums that know which pictures are in them: each adds its number. */
function add(run: GroupRun, taken: TakenChunk): void {
  const sums = emptySums(recipe);
  for (const n of taken.numbers) {
    sums.images++;
    sums.plane[0] = (sums.plane[0] ?? 0) + n + 0.1;
  }
  run.merge(taken.index, sums, () => undefined);
}

function takeAll(run: GroupRun): TakenChunk[] {
  const all: TakenChunk[] = [];
  for (let taken = run.take(); taken; taken = run.take()) all.push(taken);
  return all;
}

const totalOf = (run: GroupRun) => [run.used, run.merger?.total.plane[0]];

describe('a group', () => {
  it('opens what it draws and nothing else', async () => {
    const list = numberedList(160_000);
    const run = new GroupRun('g', list);
    run.restart({ ...recipe, images: 1000 });
    const taken = takeAll(run);
    expect(list.opened).toEqual([]);
    for (const each of taken) await run.open(each);
    expect(list.opened).toHaveLength(1000);
    expect(new Set(list.opened).size).toBe(1000);
    // Spread over the whole list, the same for the same seed.
    expect(Math.max(...list.opened)).toBeGreaterThan(150_000);
    const again = new GroupRun('g', list);
    again.restart({ ...recipe, images: 1000 });
    expect(takeAll(again).flatMap(({ numbers }) => [...numbers])).toEqual(list.opened);
  });

  it.each(['merged', 'under way', 'waiting for another', 'not taken'] as const)(
    'that is asked for more keeps what is done, its last chunk of three being %s',
    (state) => {
      const straight = new GroupRun('a', numberedList(100));
      straight.restart({ ...recipe, images: 68 });
      for (const taken of takeAll(straight)) add(straight, taken);

      const run = new GroupRun('b', numberedList(100));
      run.restart(recipe);
      const taken = takeAll(run);
      const [first, ...others] = taken;
      const tail = others.pop();
      if (!first || !tail) throw new Error('too few chunks');
      if (state !== 'waiting for another') add(run, first);
      for (const each of others) add(run, each);
      if (state === 'merged' || state === 'waiting for another') add(run, tail);
      if (state === 'not taken') run.giveBack(tail.index);
      expect(run.extendTo(68)).toBe(true);
      // Its answer comes after more were drawn: it lacks seven images.
      if (state === 'under way') {
        expect(run.isWhole(tail)).toBe(false);
        run.giveBack(tail.index);
      }
      if (state === 'waiting for another') add(run, first);
      const added = takeAll(run);
      expect(added.flatMap(({ numbers }) => [...numbers])).toHaveLength(28);
      for (const each of added) add(run, each);
      expect(run.seen).toBe(68);
      expect(totalOf(run)).toEqual(totalOf(straight));
      expect(run.underWay).toBe(0);
    },
  );

  it('forgets what was left out of a chunk that is computed again', () => {
    const run = new GroupRun('g', numberedList(100));
    run.restart({ ...recipe, images: 12 });
    const taken = takeAll(run);
    for (const each of taken) {
      const image = each.index * 10;
      run.noteLeftOut(each, ['a', 'b'], [{ image, reason: { code: 'empty-file' } }]);
      add(run, each);
    }
    expect([run.unreadable, run.leftOut.map(({ name }) => name)]).toEqual([2, ['a', 'a']]);
    run.extendTo(30);
    expect([run.unreadable, run.seen]).toEqual([1, 10]);
  });
});
