/* global window */
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPictures } from './page/pictures.mjs';

/** Kept between runs. A change to what pictures look like needs a new number. */
const folder = fileURLToPath(new URL('out/pictures-1/', import.meta.url));

/**
 * @typedef {object} PicturePlan
 * @property {'jpg' | 'png'} ending
 * @property {string} type
 * @property {number} quality 0 to 1, for JPEG
 * @property {number} widthPx
 * @property {number} heightPx
 * @property {number} seed
 */

/**
 * Files of these pictures; what an earlier run made is used again.
 *
 * @param {import('@playwright/test').Page} page draws and encodes them
 * @param {readonly PicturePlan[]} plans
 * @returns {Promise<string[]>} paths, in the same order
 */
export async function pictureFiles(page, plans) {
  mkdirSync(folder, { recursive: true });
  const files = plans.map((plan) => ({ plan, path: folder + nameOf(plan) }));
  const missing = files.filter(({ path }) => !existsSync(path));
  if (missing.length > 0) {
    console.error(`making ${missing.length} pictures`);
    await page.evaluate(installPictures);
  }
  for (const { plan, path } of missing) {
    const base64 = await page.evaluate((picture) => window.makePicture(picture), plan);
    // Only a whole file gets its name, so that an interrupted run leaves no cut one behind.
    writeFileSync(`${path}.part`, base64, 'base64');
    renameSync(`${path}.part`, path);
  }
  const pixels = plans.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0);
  const bytes = files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  console.error(
    `${plans.length} pictures: ${(pixels / 1e6).toFixed(0)} megapixels, ${(bytes / 1e6).toFixed(0)} MB`,
  );
  return files.map(({ path }) => path);
}

/** @param {PicturePlan} plan */
function nameOf({ ending, quality, widthPx, heightPx, seed }) {
  const detail = ending === 'jpg' ? `-q${Math.round(quality * 100)}` : '';
  return `${seed}-${widthPx}x${heightPx}${detail}.${ending}`;
}
