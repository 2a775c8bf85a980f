import type { MeasureReport, SourceFailure } from '../../contracts/dataset-sources.ts';
import {
  unknownByteLength,
  unknownFormat,
  unknownQuality,
  unknownSidePx,
  type SamplePatch,
} from '../../core/dataset/sample-batch.ts';
import { imageFormats, type ImageFacts } from '../../core/image/facts.ts';
import { sniffHead } from '../../core/image/sniff.ts';
import type { Result } from '../../core/result.ts';
import { failureOf, Problems } from './problems.ts';

/** Headers end long before; colour profiles, previews and EXIF of some cameras do not. */
const headBytes = 2 ** 15;
const longHeadBytes = 2 ** 20;
const atOnce = 8;
const rowsAPatch = 512;

interface Measured {
  readonly byteLength: number;
  readonly facts: ImageFacts | null;
}

export interface Measuring {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly fileOf: (id: number) => Promise<Result<Blob, SourceFailure>>;
  readonly pathOf: (id: number) => string;
  readonly patch: (patch: SamplePatch) => void;
  /** Asked with how many are done; false ends it. */
  readonly goesOn: (done: number) => Promise<boolean>;
}

/** Looks into the first bytes of files for size, format and JPEG quality; nothing is decoded. null: cancelled. */
export async function measure(order: Measuring): Promise<MeasureReport | null> {
  const { ids, patch, goesOn } = order;
  const problems = new Problems();
  let measured = 0;
  for (let from = 0; from < ids.length; from += rowsAPatch) {
    const some = ids.slice(from, from + rowsAPatch);
    const found = new Array<Measured | null>(some.length).fill(null);
    const state = { next: 0, stopped: false };
    const work = async (): Promise<void> => {
      while (!state.stopped && state.next < some.length) {
        const at = state.next++;
        found[at] = await look(order, some[at] ?? 0, problems);
        if (!(await goesOn(from + at))) state.stopped = true;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    // What was found before a cancel is true as well.
    patch(patchOf(some, found));
    measured += found.filter((each) => each?.facts).length;
    if (state.stopped) return null;
  }
  return { measured, problems: problems.report() };
}

async function look({ fileOf, pathOf }: Measuring, id: number, problems: Problems): Promise<Measured | null> {
  const file = await fileOf(id);
  if (!file.ok) {
    problems.add(file.failure);
    return null;
  }
  const { value: blob } = file;
  try {
    let facts = await headFacts(blob, headBytes);
    if (!facts && blob.size > headBytes) facts = await headFacts(blob, longHeadBytes);
    if (!facts)
      problems.add({ code: 'damaged', name: pathOf(id), detail: 'no picture can be recognised in it' });
    return { byteLength: blob.size, facts };
  } catch (error) {
    problems.add(failureOf(error, pathOf(id)));
    return null;
  }
}

async function headFacts(blob: Blob, bytes: number): Promise<ImageFacts | null> {
  return sniffHead(new Uint8Array(await blob.slice(0, bytes).arrayBuffer()));
}

/** Files that could not be read are left out: what was known of them stays. */
function patchOf(ids: Uint32Array, found: readonly (Measured | null)[]): SamplePatch {
  const known = Array.from(ids, (id, at) => ({ id, measured: found[at] ?? null })).filter(
    ({ measured }) => measured,
  );
  const column = (of: (facts: ImageFacts) => number, unknown: number) =>
    known.map(({ measured }) => (measured?.facts ? of(measured.facts) : unknown));
  const onItsSide = (facts: ImageFacts) => facts.orientation >= 5;
  const side = (px: number) => Math.min(px, 65_535);
  return {
    ids: Uint32Array.from(known, ({ id }) => id),
    byteLength: Uint32Array.from(known, ({ measured }) =>
      Math.min(measured?.byteLength ?? unknownByteLength, unknownByteLength - 1),
    ),
    format: Uint8Array.from(column(({ format }) => imageFormats.indexOf(format), unknownFormat)),
    widthPx: Uint16Array.from(
      column((facts) => side(onItsSide(facts) ? facts.storedHeightPx : facts.storedWidthPx), unknownSidePx),
    ),
    heightPx: Uint16Array.from(
      column((facts) => side(onItsSide(facts) ? facts.storedWidthPx : facts.storedHeightPx), unknownSidePx),
    ),
    jpegQuality: Uint8Array.from(
      column(({ jpeg }) => jpeg?.quality?.value ?? unknownQuality, unknownQuality),
    ),
  };
}
