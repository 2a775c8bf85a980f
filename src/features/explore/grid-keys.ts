interface Place {
  readonly columns: number;
  /** Rows of a screen. */
  readonly page: number;
  readonly last: number;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where a key leads from a place of the grid; null where it leads nowhere. The answer may lie outside of 0..last. */
export function gridStep(pressed: Pressed, active: number, { columns, page, last }: Place): number | null {
  if (pressed.altKey || pressed.metaKey) return null;
  const { key } = pressed;
  if (pressed.ctrlKey) return key === 'Home' ? 0 : key === 'End' ? last : null;
  const from = Math.max(0, active);
  switch (key) {
    case 'ArrowRight':
      return active + 1;
    case 'ArrowLeft':
      return from - 1;
    case 'ArrowDown':
      return active < 0 ? 0 : below(from, columns, last);
    case 'ArrowUp':
      return from < columns ? from : from - columns;
    case 'PageDown':
      return below(from, columns * page, last);
    case 'PageUp':
      return from - columns * page < 0 ? from % columns : from - columns * page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** A tile further down in the same column; from the last full row to the last tile. */
function below(from: number, distance: number, last: number): number {
  return Math.min(from + distance, last);
}
