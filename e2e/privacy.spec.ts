import { expect, test } from '@playwright/test';
import { choose, imagePath, verdictOf } from './support.ts';

test('nothing is asked of another origin, and no request carries the picture', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const bodies: string[] = [];
  // The context sees the requests of workers as well.
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== new URL(baseURL ?? '').origin) {
      foreign.push(request.url());
    }
    if (request.method() !== 'GET' || request.postDataBuffer() !== null)
      bodies.push(`${request.method()} ${request.url()}`);
  });
  page.on('websocket', (socket) => foreign.push(socket.url()));
  await page.goto('/');
  await choose(page, imagePath('jpeg-900.jpg'), imagePath('webp-lossy-alpha.webp'));
  await verdictOf(page);
  await page.goto('/detectors');
  // The addresses of published checkpoints are listed, and none is asked before somebody presses.
  await expect(page.getByRole('button', { name: /^Download/u }).first()).toBeVisible();
  await page.goto('/about');
  expect(foreign).toEqual([]);
  expect(bodies).toEqual([]);
});
