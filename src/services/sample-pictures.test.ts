import { describe, expect, it } from 'vitest';
import type { SourceFailure } from '../contracts/dataset-sources.ts';
import { failed, success } from '../core/result.ts';
import { createExploreStore } from '../state/explore-store.ts';
import { createSamplePictures } from './sample-pictures.ts';

function fakeExplore(failure?: SourceFailure) {
  const store = createExploreStore();
  const asked: number[] = [];
  return {
    store,
    asked,
    file(id: number) {
      asked.push(id);
      return Promise.resolve(failure ? failed(failure) : success(new File(['x'], `${String(id)}.png`)));
    },
    begin(name: string) {
      store.setState({ source: { status: 'opening', name, found: 0 } });
    },
    find(name: string, samples: number) {
      store.setState({ source: { status: 'opening', name, found: samples } });
    },
  };
}

describe('pictures of samples', () => {
  it('ask for a file when its turn comes, and for no other', async () => {
    const explore = fakeExplore();
    const list = createSamplePictures(explore)(Uint32Array.of(4, 9, 160_000));
    expect(list.length).toBe(3);
    expect(explore.asked).toEqual([]);
    const opened = await list.open(2);
    expect(opened.ok && opened.value.name).toBe('160000.png');
    expect(explore.asked).toEqual([160_000]);
  });

  it('outlive the rest of the walk, but not the next source', async () => {
    const explore = fakeExplore();
    const picturesOf = createSamplePictures(explore);
    explore.begin('first');
    explore.find('first', 10);
    const list = picturesOf(Uint32Array.of(7));
    explore.find('first', 20);
    expect((await list.open(0)).ok).toBe(true);
    explore.begin('second');
    explore.find('second', 20);
    const { length } = explore.asked;
    expect(await list.open(0)).toEqual(
      failed({
        name: 'Sample 7',
        reason: { code: 'not-opened', detail: 'its data set is no longer open' },
      }),
    );
    expect(explore.asked).toHaveLength(length);
    expect((await picturesOf(Uint32Array.of(7)).open(0)).ok).toBe(true);
  });

  it('name what could not be opened and why', async () => {
    const explore = fakeExplore({ code: 'gone', name: 'a/b.png' });
    const list = createSamplePictures(explore)(Uint32Array.of(1));
    expect(await list.open(0)).toEqual(
      failed({ name: 'a/b.png', reason: { code: 'not-opened', detail: 'it is no longer where it was' } }),
    );
  });
});
