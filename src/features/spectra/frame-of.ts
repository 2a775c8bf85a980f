import type { View } from './search.ts';

/** The part of the frequency plane that is seen, in cycles/px. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Zoomed around its middle, which is moved so that nothing beyond Nyquist is seen. */
export function frameOf({ zoom, across, down }: Pick<View, 'zoom' | 'across' | 'down'>): Frame {
  const side = 1 / zoom;
  const place = (middle: number) => Math.max(-0.5, Math.min(0.5 - side, middle - side / 2));
  return { left: place(across), top: place(down), side };
}

/** Ticks at round frequencies inside the frame. */
export function ticksOf(start: number, side: number): number[] {
  const step = side / 4;
  const first = Math.ceil(start / step - 1e-9);
  return Array.from({ length: 5 }, (_, n) => (first + n) * step).filter(
    (tick) => tick <= start + side + 1e-9,
  );
}

/** 0.25 -> '4', 0 -> '∞': the period of a frequency in pixels. */
export function periodLabel(frequency: number): string {
  return frequency === 0 ? '∞' : Number((1 / Math.abs(frequency)).toPrecision(3)).toString();
}

export function frequencyLabel(frequency: number): string {
  return Number(frequency.toFixed(4)).toString().replace('-', '−');
}
