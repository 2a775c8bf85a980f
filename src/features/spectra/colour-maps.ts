import {
  interpolateCividis,
  interpolateGreys,
  interpolateInferno,
  interpolateMagma,
  interpolatePuOr,
  interpolateViridis,
} from 'd3-scale-chromatic';
import type { ColourMapName } from './colour-map-names.ts';

const interpolators: Record<ColourMapName | 'diverging', (t: number) => string> = {
  viridis: interpolateViridis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  cividis: interpolateCividis,
  grey: (t) => interpolateGreys(1 - t),
  // For differences: zero is pale, more than the reference orange, less violet.
  diverging: interpolatePuOr,
};

const steps = 256;
const kept = new Map<string, Uint32Array>();

/** 256 colours as RGBA in the byte order of image data (little-endian, as all browsers' machines are). */
export function colourTable(name: ColourMapName | 'diverging'): Uint32Array {
  const table = kept.get(name) ?? Uint32Array.from({ length: steps }, (_, i) => packed(colour(name, i)));
  kept.set(name, table);
  return table;
}

/** As a CSS gradient from low to high. */
export function colourGradient(name: ColourMapName | 'diverging', direction: string): string {
  const stops = Array.from({ length: 17 }, (_, i) => {
    const [red, green, blue] = colour(name, i * 16 - (i === 16 ? 1 : 0));
    return `rgb(${String(red)} ${String(green)} ${String(blue)})`;
  });
  return `linear-gradient(${direction}, ${stops.join(', ')})`;
}

type Rgb = readonly [red: number, green: number, blue: number];

function colour(name: ColourMapName | 'diverging', index: number): Rgb {
  const text = interpolators[name](index / (steps - 1));
  const hex = /^#(..)(..)(..)$/u.exec(text);
  const parts = hex
    ? hex.slice(1).map((each) => parseInt(each, 16))
    : (text.match(/\d+/gu) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0] = parts;
  return [red, green, blue];
}

function packed([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
