import type { LookedAt } from '../../contracts/zoo.ts';
import { integer, plural } from '../../ui/format.ts';

const size = (width: number, height: number): string => `${integer(width)} × ${integer(height)}\u00a0px`;

/** What of the picture reached the network, and how. */
export function lookedSentence(looked: LookedAt): string {
  const { widthPx, heightPx, resizedWidthPx, resizedHeightPx, squarePx, rects, inOtherSizes } = looked;
  const whole = resizedWidthPx === squarePx && resizedHeightPx === squarePx;
  const squares = size(squarePx, squarePx);
  if (whole && (widthPx !== squarePx || heightPx !== squarePx))
    return `The whole picture, resized to ${squares}.`;
  const cut =
    rects.length === 1
      ? whole
        ? `The whole picture, ${squares}`
        : `The centre, ${squares}`
      : `${plural(rects.length, 'square')} of ${squares}`;
  const resized = resizedWidthPx !== widthPx || resizedHeightPx !== heightPx;
  const of = resized
    ? `, of the picture ${resizedWidthPx < widthPx ? 'shrunk' : 'enlarged'} to ${size(resizedWidthPx, resizedHeightPx)}`
    : whole
      ? ''
      : ', not resized';
  const mirrored =
    resizedWidthPx < squarePx || resizedHeightPx < squarePx ? ' Its edges are continued by mirroring.' : '';
  const others =
    inOtherSizes > 0 ? `; the last ${integer(inOtherSizes)} are cut from it in another size` : '';
  return `${cut}${of}${others}.${mirrored}`;
}
