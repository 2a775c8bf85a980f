import { pixelsEqual } from '../../src/core/image/probe.ts';
import { bitmapSource } from '../../src/worker-host/canvas-window.ts';
import { decodeFrame } from '../../src/worker-host/decode-frame.ts';
import { sniffFile } from '../../src/worker-host/open-picture.ts';

/**
 * Decodes a picture by WebCodecs and by a bitmap on a canvas: whether all pixels are equal, or why there is nothing to
 * compare.
 */
export async function decodeBothWays(file: Blob): Promise<'equal' | 'different' | 'no frame' | 'no picture'> {
  const sniffed = await sniffFile(file);
  if (!sniffed.ok) return 'no picture';
  const { bytes, facts } = sniffed.value;
  const frame = await decodeFrame(bytes, facts);
  if (!frame) return 'no frame';
  const typed = file.slice(0, file.size, `image/${facts.format}`);
  const bitmap = await createImageBitmap(typed, { colorSpaceConversion: 'none' });
  const canvas = bitmapSource(bitmap);
  const whole = { x: 0, y: 0, widthPx: canvas.widthPx, heightPx: canvas.heightPx };
  const isEqual =
    frame.widthPx === canvas.widthPx &&
    frame.heightPx === canvas.heightPx &&
    pixelsEqual(frame.read(whole).data, canvas.read(whole).data);
  bitmap.close();
  return isEqual ? 'equal' : 'different';
}
