import { transfer } from 'comlink';
import type { Thumbnail, ThumbnailApi } from '../contracts/thumbnail.ts';
import type { ImageFacts } from '../core/image/facts.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import { cancelled, Jobs } from './jobs.ts';
import { sniffFile } from './open-picture.ts';

export function createThumbnailApi(): ThumbnailApi {
  const jobs = new Jobs();
  return {
    thumbnail: (job, file, sizePx) =>
      jobs.run(job, async () => {
        // What has left the screen while this waited its turn is not even read.
        if (!(await jobs.passes(job))) return cancelled;
        const sniffed = await sniffFile(file);
        if (!sniffed.ok) return sniffed;
        if (!(await jobs.passes(job))) return cancelled;
        const { facts } = sniffed.value;
        const drawn = await squareOf(file, facts, sizePx);
        return drawn.ok ? success(transfer(drawn.value, [drawn.value.bitmap])) : drawn;
      }),
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

async function squareOf(
  file: Blob,
  facts: ImageFacts,
  sizePx: number,
): Promise<Result<Thumbnail, ImageFailure>> {
  const { storedWidthPx, storedHeightPx, format } = facts;
  const shorterPx = Math.min(storedWidthPx, storedHeightPx);
  const scale = Math.min(1, sizePx / shorterPx);
  try {
    // The size is that of the stored picture: a quarter turn would stretch it, so those are turned at full size.
    const lying = facts.orientation >= 5;
    const whole = await createImageBitmap(file.slice(0, file.size, `image/${format}`), {
      imageOrientation: 'from-image',
      ...(scale < 1 && !lying
        ? {
            resizeWidth: Math.max(1, Math.round(storedWidthPx * scale)),
            resizeHeight: Math.max(1, Math.round(storedHeightPx * scale)),
            resizeQuality: 'medium',
          }
        : {}),
    });
    return success({ bitmap: await middleSquare(whole, sizePx), facts });
  } catch (error) {
    return failed({ code: 'damaged', format, detail: messageOf(error) });
  }
}

/** Cuts the middle square and frees the rest. */
async function middleSquare(whole: ImageBitmap, sizePx: number): Promise<ImageBitmap> {
  const { width, height } = whole;
  const side = Math.min(width, height);
  if (width === height && side <= sizePx) return whole;
  try {
    const shrink = side > sizePx ? { resizeWidth: sizePx, resizeHeight: sizePx } : {};
    const x = Math.floor((width - side) / 2);
    const y = Math.floor((height - side) / 2);
    return await createImageBitmap(whole, x, y, side, side, shrink);
  } finally {
    whole.close();
  }
}
