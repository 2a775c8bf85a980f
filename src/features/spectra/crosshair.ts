import { create } from 'zustand';

/** The frequency under the pointer, in cycles/px, the same in all panels; null when it points at none. */
interface Crosshair {
  readonly at: { readonly across: number; readonly down: number } | null;
}

export const useCrosshair = create<Crosshair>()(() => ({ at: null }));

export function pointAt(across: number, down: number): void {
  const inside = (frequency: number) => Math.max(-0.5, Math.min(0.5, frequency));
  useCrosshair.setState({ at: { across: inside(across), down: inside(down) } });
}

export function pointAway(): void {
  useCrosshair.setState({ at: null });
}
