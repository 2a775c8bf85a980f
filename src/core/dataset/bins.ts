/*
 * Histogram bins. Sides have eight bins an octave, so that 500 and 512, or 1000 and 1024, are apart; file sizes have
 * four. The last bin of each is 'unknown'.
 */
import { unknownByteLength, unknownQuality, unknownSidePx } from './sample-batch.ts';

/** Sides below 8 px share the first bin; 8 bins for each of the octaves from 8 to 65535. */
export const sideBinCount = 1 + 13 * 8 + 1;
/** Empty files; files below 1 KiB; 4 bins for each of the octaves from 1 KiB to 4 GiB. */
export const byteLengthBinCount = 2 + 22 * 4 + 1;
/** 0..100. */
export const qualityBinCount = 101 + 1;
/** Twenty from 0 to 1. */
export const scoreBinCount = 20 + 1;

export function sideBin(px: number): number {
  if (px === unknownSidePx) return sideBinCount - 1;
  if (px < 8) return 0;
  const octave = 31 - Math.clz32(px) - 3;
  return 1 + octave * 8 + ((px >>> octave) & 7);
}

/** The smallest side of a bin, in pixels. */
export function sideBinStart(bin: number): number {
  if (bin === 0) return 1;
  const octave = (bin - 1) >>> 3;
  return (8 + ((bin - 1) & 7)) * 2 ** octave;
}

export function byteLengthBin(bytes: number): number {
  if (bytes === unknownByteLength) return byteLengthBinCount - 1;
  if (bytes < 1024) return bytes === 0 ? 0 : 1;
  const octave = 31 - Math.clz32(bytes) - 10;
  return 2 + octave * 4 + ((bytes >>> (octave + 8)) & 3);
}

/** The smallest file of a bin, in bytes. */
export function byteLengthBinStart(bin: number): number {
  if (bin < 2) return bin;
  const octave = (bin - 2) >>> 2;
  return (4 + ((bin - 2) & 3)) * 2 ** (octave + 8);
}

export function qualityBin(quality: number): number {
  return quality === unknownQuality || quality > 100 ? qualityBinCount - 1 : quality;
}

/** @param score 0..1, NaN where unknown; what lies outside is put into the outermost bins */
export function scoreBin(score: number): number {
  if (Number.isNaN(score)) return scoreBinCount - 1;
  return Math.min(Math.max(Math.floor(score * (scoreBinCount - 1)), 0), scoreBinCount - 2);
}
