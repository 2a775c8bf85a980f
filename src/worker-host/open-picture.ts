import type { Cancelled, JobId } from '../contracts/job.ts';
import type { DecoderChoice } from '../contracts/prepare.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import { sniff } from '../core/image/sniff.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { canvasIsExact } from './canvas-probe.ts';
import { decode, type Decoded } from './decode.ts';
import { cancelled, type Jobs } from './jobs.ts';

export interface OpenedPicture {
  readonly facts: ImageFacts;
  readonly byteLength: number;
  readonly decoded: Decoded;
  readonly readMs: number;
  readonly decodeMs: number;
}

/** As in the contract; 'auto-no-preview' may decode sooner because a thumbnail will not be asked for. */
type Opening = DecoderChoice | 'auto-no-preview';

/** Opens a picture, hands it to `use`, and frees it whatever happens. */
export async function withPicture<T>(
  jobs: Jobs,
  job: JobId,
  file: Blob,
  decoder: Opening,
  use: (opened: OpenedPicture) => Promise<T>,
): Promise<Result<T, ImageFailure | Cancelled>> {
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

/** Reads a file and recognises what kind of picture it is; nothing is decoded. */
export async function sniffFile(
  file: Blob,
): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly facts: ImageFacts }, ImageFailure>> {
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const sniffed = sniff(bytes.value);
  return sniffed.ok ? success({ bytes: bytes.value, facts: sniffed.value }) : sniffed;
}

async function open(
  jobs: Jobs,
  job: JobId,
  file: Blob,
  decoder: Opening,
): Promise<Result<OpenedPicture, ImageFailure | Cancelled>> {
  const started = performance.now();
  const sniffed = await sniffFile(file);
  const readMs = performance.now() - started;
  if (!sniffed.ok) return sniffed;
  if (!(await jobs.passes(job))) return cancelled;
  const { bytes, facts } = sniffed.value;
  const decodeStarted = performance.now();
  const exact = decoder !== 'wasm-codec' && (await canvasIsExact());
  const decoded = await decode(file, bytes, facts, exact, decoder !== 'auto-no-preview');
  if (!decoded.ok) return decoded;
  return success({
    facts,
    byteLength: bytes.length,
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
