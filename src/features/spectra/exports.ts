import { toNpy } from '../../core/spectrum/npy.ts';
import type { SpectraGroup } from '../../state/spectra-store.ts';
import type { Degradation } from '../../contracts/spectrum.ts';
import { csvText, type Cell } from '../../ui/csv.ts';
import type { Figure, PanelData } from './use-figure.ts';
import { peaksOf } from './use-peaks.ts';

/** float32 power of one group as NumPy reads it: rows down, DC in the middle. */
export function npyOf({ picture }: PanelData): Blob {
  return new Blob([toNpy(picture.power, [picture.sizePx, picture.sizePx])], {
    type: 'application/octet-stream',
  });
}

/** Both profiles of all groups, a row a point. */
export function profilesCsv({ panels }: Figure): string {
  const lines: Cell[][] = [['group', 'images', 'profile', 'at', 'unit', 'decibel', 'low_95', 'high_95']];
  for (const { group, picture } of panels) {
    for (const profile of ['radial', 'sectors'] as const) {
      const { decibel, low, high } = picture[profile];
      decibel.forEach((value, k) => {
        const at = profile === 'radial' ? k / picture.sizePx : (k * 180) / decibel.length;
        const unit = profile === 'radial' ? 'cycles/px' : 'degrees';
        const start = [group.name, picture.images, profile, at, unit];
        lines.push([...start, finite(value), finite(low[k]), finite(high[k])]);
      });
    }
  }
  return csvText(lines);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Everything that draws this figure again from the same files, and the peaks that were found. */
export async function figureJson(
  figure: Figure,
  groups: readonly SpectraGroup[],
  degradation: Degradation | null,
  address: string,
): Promise<string> {
  const { recipe, view, panels } = figure;
  const found = await peaksOf(figure);
  return `${JSON.stringify(
    {
      schema: 'telltale-spectra-1',
      address,
      recipe,
      degradation,
      view,
      groups: panels.map((panel) => ({
        name: panel.group.name,
        images: panel.picture.images,
        ...countsOf(groups, panel),
        peaks: found.find((each) => each.panel === panel)?.peaks ?? null,
      })),
    },
    null,
    2,
  )}\n`;
}

function countsOf(groups: readonly SpectraGroup[], { group }: PanelData) {
  const found = groups.find(({ id }) => id === group.id);
  return found && { files: found.files, smallerThanCrop: found.tooSmall, notReadable: found.unreadable };
}
