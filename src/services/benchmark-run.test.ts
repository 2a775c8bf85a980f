import { describe, expect, it } from 'vitest';
import type { PreparedLane, PrepareTask } from '../contracts/benchmark.ts';
import { emptyTable } from '../core/benchmark/score-table.ts';
import { failed, success } from '../core/result.ts';
import type { PictureTrouble } from '../state/benchmark-store.ts';
import { BenchmarkRun, type RunParts } from './benchmark-run.ts';
import { BenchmarkTrouble } from './benchmark-trouble.ts';
import type { KeptScore } from './kept-scores.ts';
import { WorkerDied, WorkerStopped } from './worker-client.ts';

const conditions = ['untouched', 'jpeg:65'] as const;

/** Stands for workers and detectors: a picture is a number, its score that number, and what happens is asked of `on`. */
function runOf(
  pictures: number,
  on: {
    readonly prepare?: (picture: number) => void;
    readonly score?: (picture: number) => void;
    readonly hash?: (
      picture: number,
    ) => ReturnType<typeof success<string>> | ReturnType<typeof failed<object>>;
  } = {},
  kept = new Map<string, Map<string, KeptScore>>(),
) {
  const table = emptyTable(
    {
      ids: Uint32Array.from({ length: pictures }, (_, row) => row),
      label: new Uint8Array(pictures),
      generator: new Uint8Array(pictures),
      classIndex: new Uint16Array(pictures),
    },
    conditions.map((condition) => ({ detector: 'fake', condition })),
  );
  const log = { prepared: 0, scored: 0, most: 0, tensors: 0, mostTensors: 0, unavailable: 0 };
  const leftOut: (readonly [number, PictureTrouble['kind']])[] = [];
  let underWay = 0;
  const counts = { known: 0, computed: 0 };
  const judge = {
    detector: { pictures: {} },
    laneKey: (condition: string) => condition,
    cancel: () => undefined,
    async score(_: string, tensor: Float32Array) {
      log.tensors--;
      await Promise.resolve();
      on.score?.(tensor[0] ?? -1);
      log.scored++;
      return success({ logit: tensor[0] ?? NaN, family: null });
    },
  };
  const pool = {
    size: 2,
    cancel: () => undefined,
    hash: async (_: string, file: { readonly n: number }) => {
      await Promise.resolve();
      return on.hash?.(file.n) ?? success(`hash-${String(file.n)}`);
    },
    async prepare(
      _: string,
      file: { readonly n: number },
      __: string,
      tasks: readonly PrepareTask[],
      deliver: (prepared: PreparedLane) => Promise<void>,
    ) {
      log.most = Math.max(log.most, ++underWay);
      try {
        await Promise.resolve();
        on.prepare?.(file.n);
        log.prepared++;
        for (const { lane } of tasks) {
          log.mostTensors = Math.max(log.mostTensors, ++log.tensors);
          await deliver({ lane, tensor: Float32Array.of(file.n), weights: [1], sizePx: 1 });
        }
        return success(null);
      } finally {
        underWay--;
      }
    },
  };
  const parts = {
    table,
    judges: table.lanes.map(() => judge),
    pool,
    kept: {
      of: (image: string) => Promise.resolve(kept.get(image) ?? new Map()),
      keep(image: string, lane: string, score: KeptScore) {
        kept.set(image, (kept.get(image) ?? new Map<string, KeptScore>()).set(lane, score));
      },
    },
    file: (id: number) => Promise.resolve(success({ n: id })),
    onPicture({ known, computed }: typeof counts) {
      counts.known += known;
      counts.computed += computed;
    },
    onLeftOut: (row: number, { kind }: PictureTrouble) => leftOut.push([row, kind]),
    onUnavailable() {
      log.unavailable++;
      run.stop();
    },
  };
  const run: BenchmarkRun = new BenchmarkRun(parts as unknown as RunParts);
  return { run, table, log, leftOut, counts, kept };
}

const all = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('a run', () => {
  it('scores every picture in every condition, a few at a time', async () => {
    const { run, table, log, counts } = runOf(50);
    expect(await run.until(50)).toBe(true);
    for (const { raw } of table.lanes) expect([...raw]).toEqual(all(50));
    expect(counts).toEqual({ known: 0, computed: 100 });
    // Two pictures a worker; tensors that wait, and one in the hands of each worker.
    expect(log.most).toBeLessThanOrEqual(4);
    expect(log.mostTensors).toBeLessThanOrEqual(4 + 4);
  });

  it('computes nothing that is known, and the same in the end', async () => {
    const first = runOf(20);
    await first.run.until(7);
    const second = runOf(20, {}, first.kept);
    await second.run.until(20);
    expect(second.counts).toEqual({ known: 14, computed: 26 });
    for (const { raw } of second.table.lanes) expect([...raw]).toEqual(all(20));
    expect(second.run.hashes[19]).toBe('hash-19');
  });

  it('gives up the picture that kills its worker, and no other', async () => {
    const deaths: number[] = [];
    const { run, table, leftOut } = runOf(12, {
      prepare(picture) {
        if (picture !== 5) return;
        deaths.push(picture);
        throw new WorkerDied('on purpose');
      },
    });
    expect(await run.until(12)).toBe(true);
    expect(deaths).toEqual([5, 5]);
    expect(leftOut).toEqual([[5, 'worker-died']]);
    expect([...(table.lanes[0]?.raw ?? [])].filter(Number.isNaN)).toHaveLength(1);
  });

  it('tries again what was interrupted by a worker that had to be stopped, as often as it takes', async () => {
    let interruptions = 0;
    const { run, table, leftOut } = runOf(8, {
      score(picture) {
        if (picture === 3 && interruptions++ < 5) throw new WorkerStopped('another device');
      },
    });
    expect(await run.until(8)).toBe(true);
    expect(leftOut).toEqual([]);
    expect([...(table.lanes[1]?.raw ?? [])]).toEqual(all(8));
  });

  it('names a bad picture and goes on', async () => {
    const { run, leftOut, table } = runOf(6, {
      hash: (picture) =>
        picture === 2 ? failed({ code: 'empty-file' }) : success(`hash-${String(picture)}`),
    });
    expect(await run.until(6)).toBe(true);
    expect(leftOut).toEqual([[2, 'picture']]);
    expect([...(table.lanes[0]?.raw ?? [])].filter(Number.isNaN)).toHaveLength(1);
  });

  it('stops where its detector is gone for good, and blames no picture', async () => {
    const { run, leftOut, log } = runOf(30, {
      score() {
        throw new BenchmarkTrouble({ code: 'detector-died', detector: 'Fake', detail: 'again and again' });
      },
    });
    expect(await run.until(30)).toBe(false);
    expect(leftOut).toEqual([]);
    expect(log.unavailable).toBeGreaterThan(0);
    expect(log.prepared).toBeLessThan(30);
  });

  it('finishes what is under way when it is held, and goes on from there', async () => {
    const { run, counts } = runOf(40, {
      score(picture) {
        if (picture === 4) run.hold();
      },
    });
    const end = run.until(40);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const held = counts.computed;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(80);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(counts.computed).toBe(held);
    run.goOn();
    expect(await end).toBe(true);
    expect(counts.computed).toBe(80);
  });

  it('answers at once when it is stopped while held', async () => {
    const { run } = runOf(40, {
      score(picture) {
        if (picture === 4) run.hold();
      },
    });
    const end = run.until(40);
    await new Promise((resolve) => setTimeout(resolve, 20));
    run.stop();
    expect(await end).toBe(false);
  });
});
