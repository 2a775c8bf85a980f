import type { Cell } from '../../core/benchmark/evaluate.ts';

export function findCell(
  cells: readonly Cell[],
  detector: string,
  condition: string,
  generator: number | null,
): Cell | undefined {
  return cells.find(
    (cell) => cell.detector === detector && cell.condition === condition && cell.generator === generator,
  );
}
