import { explore } from '../../services/explore.ts';
import { classifyService } from '../../services/classify.ts';
import {
  noGenerator,
  unknownByteLength,
  unknownClass,
  unknownGenerator,
} from '../../core/dataset/sample-batch.ts';
import { csvText, type Cell } from '../../ui/csv.ts';
import { downloadText } from '../../ui/download.ts';
import { ScoreFollower } from './score-follower.ts';
import { formatWord, labelKey, splitWord } from './sample-words.ts';

/** The list of the classify view stays usable with this many. */
export const mostToClassify = 500;

/** What the classify view finds out about samples comes back to them as a score. */
const scores = new ScoreFollower(classifyService.store, explore);

/** Hands the selected pictures to the classify view; answers whether there were any. */
export async function classifySelected(): Promise<boolean> {
  const files: { file: File; path: string }[] = [];
  const sampleIds: number[] = [];
  for (const id of explore.selection.ids()) {
    const [file, row] = await Promise.all([explore.file(id), explore.row(id)]);
    if (!file.ok || !row) continue;
    files.push({ file: file.value, path: pathOf(row.folder, row.name) });
    sampleIds.push(id);
  }
  if (files.length === 0) return false;
  const items = classifyService.add(files);
  scores.follow(new Map(items.map((item, i) => [item, sampleIds[i] ?? -1])));
  return true;
}

function pathOf(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Rows are fetched in handfuls, so that a selection of a million does not stop the page. */
const rowsAtOnce = 4096;

const header = [
  'path',
  'label',
  'generator',
  'class',
  'split',
  'format',
  'bytes',
  'width_px',
  'height_px',
  'jpeg_quality',
  'score',
];

/** The selected samples with their facts. What is not known is left empty. */
export async function exportSelected(): Promise<void> {
  const ids = explore.selection.ids();
  const { summary } = explore.store.getState();
  const lines: (readonly Cell[])[] = [header];
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    for (const row of await explore.rows(Array.from(ids.subarray(at, at + rowsAtOnce)))) {
      lines.push([
        pathOf(row.folder, row.name),
        labelKey(row.label) === 'unknown' ? null : labelKey(row.label),
        row.generator === noGenerator || row.generator === unknownGenerator
          ? null
          : (summary?.generators[row.generator] ?? null),
        row.classIndex === unknownClass ? null : (summary?.classes[row.classIndex] ?? null),
        known(splitWord(row.split)),
        known(formatWord(row.format)),
        row.byteLength === unknownByteLength ? null : row.byteLength,
        row.widthPx || null,
        row.heightPx || null,
        row.jpegQuality > 100 ? null : row.jpegQuality,
        Number.isNaN(row.score) ? null : Number(row.score.toFixed(4)),
      ]);
    }
  }
  downloadText('samples.csv', 'text/csv;charset=utf-8', csvText(lines));
}

function known(word: string): string | null {
  return word === 'Not known' ? null : word.toLowerCase();
}
