import { create } from 'zustand';

interface GridFocus {
  /** Place in the view of the tile that the keyboard is on; -1 before the first. */
  readonly active: number;
  /** Where a stretch began that Shift extends. */
  readonly anchor: number;
  /** The first row of the grid that was seen, by its first place; coming back finds it again. */
  readonly top: number;
}

/** Outlives the grid, so that coming back from a sample finds place and focus. */
export const useGridFocus = create<GridFocus>()(() => ({ active: -1, anchor: -1, top: 0 }));

export function forgetGridFocus(): void {
  useGridFocus.setState({ active: -1, anchor: -1, top: 0 });
}
