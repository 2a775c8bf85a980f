import { describe, expect, it } from 'vitest';
import { fromDrop, fromFileList, isPictureName, picturesOf } from './incoming-files.ts';

describe('which files of a folder are taken', () => {
  it.each(['a.jpg', 'b.JPEG', 'c.webp', 'd.avif', 'e.heic', 'IMG 1.Png'])('takes %s', (name) => {
    expect(isPictureName(name)).toBe(true);
  });
  it.each(['notes.txt', 'Thumbs.db', '.DS_Store', '._cat.jpg', 'jpg', 'a.jpg.zip'])('leaves %s', (name) => {
    expect(isPictureName(name)).toBe(false);
  });

  it('takes every file that was chosen by hand', () => {
    const { files, skipped } = fromFileList([new File([], 'notes.txt'), new File([], 'a.jpg')]);
    expect(files.map(({ path }) => path)).toEqual(['notes.txt', 'a.jpg']);
    expect(skipped).toBe(0);
  });
});

/** A tree of names as a browser hands it over, in batches of two. */
function directory(name: string, children: readonly unknown[]): unknown {
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (resolve: (batch: readonly unknown[]) => void) => {
          resolve(children.slice(at, at + 2));
          at += 2;
        },
      };
    },
  };
}

function file(name: string): unknown {
  return {
    isFile: true,
    isDirectory: false,
    name,
    file: (resolve: (found: File) => void) => {
      resolve(new File([], name));
    },
  };
}

describe('a dropped folder', () => {
  it('is walked to its leaves, batch by batch', async () => {
    const root = directory('set', [
      file('b10.jpg'),
      file('b2.jpg'),
      file('notes.txt'),
      directory('deep', [file('c.png'), file('.DS_Store'), directory('empty', [])]),
      file('a.webp'),
    ]);
    const items = [root, file('loose.txt')].map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry }));
    const { files, skipped } = picturesOf(await fromDrop({ items, files: [] } as unknown as DataTransfer));
    expect(files.map(({ path }) => path)).toEqual([
      'set/a.webp',
      'set/b2.jpg',
      'set/b10.jpg',
      'set/deep/c.png',
      'loose.txt',
    ]);
    expect(skipped).toBe(2);
  });

  it('goes on after a file that cannot be opened, and names it', async () => {
    const locked = {
      ...(file('locked.jpg') as object),
      file: (_: unknown, reject: (reason: Error) => void) => {
        reject(new Error('no permission'));
      },
    };
    const root = directory('set', [file('a.jpg'), locked, file('z.jpg')]);
    const items = [{ kind: 'file', webkitGetAsEntry: () => root }];
    const { files, unreadable } = await fromDrop({ items, files: [] } as unknown as DataTransfer);
    expect(files.map(({ path }) => path)).toEqual(['set/a.jpg', 'set/z.jpg']);
    expect(unreadable).toEqual(['set/locked.jpg']);
  });
});
