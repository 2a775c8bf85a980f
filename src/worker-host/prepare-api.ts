import { transfer } from 'comlink';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type {
  DecoderChoice,
  PreparationNote,
  PrepareApi,
  PreparedImage,
  SeenCrops,
} from '../contracts/prepare.ts';
import type { PreprocessingPlan } from '../core/detector/model-card.ts';
import { judgeContent } from '../core/image/content.ts';
import { cropRectsInPicture } from '../core/image/crop-rects.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import { readCrops, type Crops } from '../core/image/pad-crop.ts';
import { sniff } from '../core/image/sniff.ts';
import { toTensor } from '../core/image/tensor.ts';
import { failed, success, type Result } from '../core/result.ts';
import { canvasIsExact } from './canvas-probe.ts';
import { decode, type Decoded } from './decode.ts';
import { cancelled, Jobs } from './jobs.ts';
import { messageOf } from '../core/error-message.ts';

type Failure = ImageFailure | Cancelled;

interface Opened {
  readonly facts: ImageFacts;
  readonly byteLength: number;
  readonly decoded: Decoded;
  readonly readMs: number;
  readonly decodeMs: number;
}

export function createPrepareApi(): PrepareApi {
  const jobs = new Jobs();
  return {
    probe: canvasIsExact,
    prepare: (job, file, plan, decoder) =>
      jobs.run(job, () => withPicture(jobs, job, file, decoder, (opened) => prepareOpened(opened, plan))),
    show: (job, file, plan, decoder) =>
      jobs.run(job, () =>
        withPicture(jobs, job, file, decoder, (opened) => Promise.resolve(showOpened(opened, plan))),
      ),
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

/** Opens a picture, hands it to `use`, and frees it whatever happens. */
async function withPicture<T>(
  jobs: Jobs,
  job: JobId,
  file: Blob,
  decoder: DecoderChoice,
  use: (opened: Opened) => Promise<T>,
): Promise<Result<T, Failure>> {
  const opened = await open(jobs, job, file, decoder);
  if (!opened.ok) return opened;
  try {
    return (await jobs.passes(job)) ? success(await use(opened.value)) : cancelled;
  } catch (error) {
    const { format } = opened.value.facts;
    return failed({ code: 'damaged', format, detail: messageOf(error) });
  } finally {
    opened.value.decoded.close();
  }
}

async function open(
  jobs: Jobs,
  job: JobId,
  file: Blob,
  decoder: DecoderChoice,
): Promise<Result<Opened, Failure>> {
  const started = performance.now();
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const sniffed = sniff(bytes.value);
  const readMs = performance.now() - started;
  if (!sniffed.ok) return sniffed;
  if (!(await jobs.passes(job))) return cancelled;
  const decodeStarted = performance.now();
  const decoded = await decode(
    file,
    bytes.value,
    sniffed.value,
    decoder === 'auto' && (await canvasIsExact()),
  );
  if (!decoded.ok) return decoded;
  return success({
    facts: sniffed.value,
    byteLength: bytes.value.length,
    decoded: decoded.value,
    readMs,
    decodeMs: performance.now() - decodeStarted,
  });
}

async function readFile(file: Blob): Promise<Result<Uint8Array<ArrayBuffer>, ImageFailure>> {
  try {
    const buffer = await file.arrayBuffer();
    return buffer.byteLength === 0 ? failed({ code: 'empty-file' }) : success(new Uint8Array(buffer));
  } catch (error) {
    // Moved, deleted or changed since it was chosen, or no permission.
    return failed({ code: 'unreadable', detail: messageOf(error) });
  }
}

async function prepareOpened(opened: Opened, plan: PreprocessingPlan): Promise<PreparedImage> {
  const { facts, decoded, byteLength, readMs, decodeMs } = opened;
  const { widthPx, heightPx } = decoded.source;
  const { sizePx } = plan.crops;
  const started = performance.now();
  const crops = readCrops(decoded.source, plan);
  const content = judgeContent(crops.crops, crops.count, sizePx, Math.min(widthPx, heightPx));
  const tensor = toTensor(crops.crops, crops.count, sizePx, plan.mean, plan.std);
  const resampleMs = performance.now() - started;
  const prepared: PreparedImage = {
    facts,
    widthPx,
    heightPx,
    byteLength,
    decoder: decoded.decoder,
    notes: notesOf(facts),
    content,
    tensor,
    cropCount: crops.count,
    cropSizePx: sizePx,
    cropRects: cropRectsInPicture(crops, sizePx, widthPx, heightPx),
    thumbnail: await decoded.thumbnail(),
    timings: { readMs, decodeMs, resampleMs },
  };
  return transfer(prepared, [tensor.buffer]);
}

function showOpened({ decoded }: Opened, plan: PreprocessingPlan): SeenCrops {
  const { sizePx } = plan.crops;
  const crops = readCrops(decoded.source, plan);
  const rgba = Array.from({ length: crops.count }, (_, n) => cropAsRgba(crops, n, sizePx));
  const seen: SeenCrops = {
    sizePx,
    rects: cropRectsInPicture(crops, sizePx, decoded.source.widthPx, decoded.source.heightPx),
    rgba,
  };
  return transfer(
    seen,
    rgba.map((crop) => crop.buffer),
  );
}

function cropAsRgba({ crops }: Crops, n: number, sizePx: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = sizePx * sizePx;
  const rgba = new Uint8ClampedArray(pixels * 4).fill(255);
  for (let i = 0, from = n * pixels * 3; i < pixels; i++, from += 3) {
    rgba.set(crops.subarray(from, from + 3), i * 4);
  }
  return rgba;
}

function notesOf(facts: ImageFacts): PreparationNote[] {
  const notes: PreparationNote[] = [];
  if (facts.hasAlpha) notes.push('alpha-on-white');
  if (facts.animated) notes.push('first-frame');
  if (facts.bitDepth > 8) notes.push('deep-colour-reduced');
  return notes;
}
