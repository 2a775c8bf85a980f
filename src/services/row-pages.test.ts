import { describe, expect, it, vi } from 'vitest';
import type { SampleRow, SampleRows, Stale } from '../contracts/dataset.ts';
import { failed, success, type Result } from '../core/result.ts';
import { RowPages } from './row-pages.ts';

function row(id: number): SampleRow {
  return {
    id,
    folder: '',
    name: `${String(id)}.png`,
    label: 255,
    generator: 255,
    classIndex: 65_535,
    split: 255,
    format: 255,
    byteLength: 0,
    widthPx: 0,
    heightPx: 0,
    jpegQuality: 255,
    score: NaN,
    verdict: 255,
  };
}

/** A view of `count` rows whose ids are 10 times their place. */
function view(count: number) {
  return vi.fn((revision: number, from: number, to: number): Promise<Result<SampleRows, Stale>> => {
    const length = Math.max(0, Math.min(to, count) - from);
    const rows = Array.from({ length }, (_, i) => row((from + i) * 10 + revision));
    return Promise.resolve(success({ from, rows }));
  });
}

/** A turn of the event loop: promises that are settled have told by then. */
function delivered(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

describe('RowPages', () => {
  it('gives a row once it has come, asking for its page once', async () => {
    const slice = view(1000);
    const arrived = vi.fn();
    const pages = new RowPages(slice, arrived);
    pages.use(0, false);
    expect(pages.at(300)).toBeNull();
    expect(pages.at(301)).toBeNull();
    await vi.waitFor(() => expect(arrived).toHaveBeenCalledOnce());
    expect(pages.at(300)?.id).toBe(3000);
    expect(slice.mock.calls).toEqual([[0, 256, 512]]);
  });

  it('never shows rows of an older view', async () => {
    const slice = view(1000);
    const pages = new RowPages(slice, () => undefined);
    pages.use(1, false);
    pages.at(0);
    pages.use(2, false);
    await Promise.resolve();
    expect(pages.at(0)).toBeNull();
    await vi.waitFor(() => expect(pages.at(0)?.id).toBe(2));
  });

  it('shows the old rows of a view whose facts changed until the new ones are here', async () => {
    const slice = view(1000);
    const pages = new RowPages(slice, () => undefined);
    pages.use(1, false);
    pages.at(5);
    await delivered();
    expect(pages.at(5)?.id).toBe(51);
    pages.use(2, true);
    expect(pages.at(5)?.id).toBe(51);
    await delivered();
    expect(pages.at(5)?.id).toBe(52);
    expect(slice).toHaveBeenCalledTimes(2);
  });

  it('asks again after a view that was stale', async () => {
    const stale = failed<Stale>({ code: 'stale', revision: 5 });
    const slice = view(10).mockResolvedValueOnce(stale);
    const pages = new RowPages(slice, () => undefined);
    pages.use(0, false);
    expect(pages.at(1)).toBeNull();
    await vi.waitFor(() => expect(pages.at(1)?.id).toBe(10));
    expect(slice).toHaveBeenCalledTimes(2);
  });

  it('is bounded, however far somebody scrolls', async () => {
    const slice = view(1e6);
    const pages = new RowPages(slice, () => undefined);
    pages.use(0, false);
    for (let page = 0; page < 200; page++) {
      pages.at(page * 256);
      await delivered();
      expect(pages.at(page * 256)).not.toBeNull();
    }
    const calls = slice.mock.calls.length;
    expect(pages.at(199 * 256)).not.toBeNull();
    expect(slice.mock.calls.length).toBe(calls);
    expect(pages.at(0)).toBeNull();
  });

  it('has nothing past the end', async () => {
    const slice = view(300);
    const arrived = vi.fn();
    const pages = new RowPages(slice, arrived);
    pages.use(0, false);
    pages.at(299);
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
    expect(pages.at(299)?.id).toBe(2990);
    expect(pages.at(300)).toBeNull();
  });
});
