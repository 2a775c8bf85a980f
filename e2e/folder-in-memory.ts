import type { Page } from '@playwright/test';

/** The picker gives a folder of the origin's own file system, which is one like any other. */
export async function pickInMemory(page: Page, files: Readonly<Record<string, Buffer>>): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('set', { create: true }),
    });
  });
  await page.goto('/explore');
  await page.evaluate(
    async (entries) => {
      for (const [path, base64] of entries) {
        const parts = ['set', ...path.split('/')];
        const name = parts.pop() ?? '';
        let folder = await navigator.storage.getDirectory();
        for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
        const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writer.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
        await writer.close();
      }
    },
    Object.entries(files).map(([path, bytes]) => [path, bytes.toString('base64')] as const),
  );
}
