import { describe, expect, it } from 'vitest';
import type { JobId } from '../contracts/job.ts';
import { Jobs } from './jobs.ts';
import { progressReporter } from './progress.ts';

const job = 'job' as JobId;

describe('Jobs', () => {
  it('lets a running job know that it was cancelled', async () => {
    const jobs = new Jobs();
    const passed = jobs.run(job, async () => [
      await jobs.passes(job),
      (jobs.cancel(job), await jobs.passes(job)),
    ]);
    expect(await passed).toEqual([true, false]);
  });

  it('tells at once whoever waits for something', async () => {
    const jobs = new Jobs();
    expect(jobs.signal(job)).toBeUndefined();
    const aborted = await jobs.run(job, () => {
      const signal = jobs.signal(job);
      jobs.cancel(job);
      return Promise.resolve(signal?.aborted);
    });
    expect(aborted).toBe(true);
  });

  it('forgets a cancel that came too late or too early', async () => {
    const jobs = new Jobs();
    jobs.cancel(job);
    expect(await jobs.run(job, () => jobs.passes(job))).toBe(true);
    jobs.cancel(job);
    expect(await jobs.run(job, () => jobs.passes(job))).toBe(true);
  });

  it('ends a job that throws', async () => {
    const jobs = new Jobs();
    await expect(jobs.run(job, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    jobs.cancel(job);
    expect(await jobs.run(job, () => jobs.passes(job))).toBe(true);
  });
});

describe('progressReporter', () => {
  it('never goes back, is not too chatty, and always says the end', () => {
    const seen: number[] = [];
    const report = progressReporter(job, 'download', ({ done }) => seen.push(done));
    for (let done = 0; done < 1000; done++) report(done, 1000);
    report(500, 1000);
    report(1000, 1000);
    expect(seen.at(-1)).toBe(1000);
    expect(seen.length).toBeLessThan(20);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});
