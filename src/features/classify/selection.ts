import { create } from 'zustand';
import type { ImageId } from '../../state/classify-store.ts';

interface Selection {
  /** The picture in the inspector; null until one is chosen, when the first of the list stands in. */
  readonly selectedId: ImageId | null;
  /** On narrow screens the inspector is a sheet over the list. */
  readonly sheetOpen: boolean;
}

export const useSelection = create<Selection>()(() => ({ selectedId: null, sheetOpen: false }));

export function select(id: ImageId | null): void {
  useSelection.setState({ selectedId: id });
}

export function openSheet(id: ImageId): void {
  useSelection.setState({ selectedId: id, sheetOpen: true });
}

export function closeSheet(): void {
  useSelection.setState({ sheetOpen: false });
}
