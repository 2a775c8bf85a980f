import type { JudgeFailure, PictureSize, ZooApi } from '../contracts/zoo.ts';
import type { ImageFacts } from '../core/image/facts.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success } from '../core/result.ts';
import { keepRecord, keptRecord, listCheckpoints, removeCheckpoint } from './checkpoint-store.ts';
import { downloadModel, lookUp } from './hub-fetch.ts';
import { Jobs } from './jobs.ts';
import { dropModels, listModels } from './model-store.ts';
import { keepModel } from './onnx-keep.ts';
import { openModel } from './onnx-open.ts';
import { listKeptModels, removeKeptModel } from './onnx-store.ts';
import { sniffFile } from './open-picture.ts';
import { openPublished } from './zoo-download.ts';
import { NetworkHolder } from './zoo-judge.ts';
import { openFiles } from './zoo-open.ts';

export function createZooApi(): ZooApi {
  const jobs = new Jobs();
  const holder = new NetworkHolder(jobs);
  // One thing at a time: runs must not overlap, and the weights of two files may be too many.
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return {
    open: (job, files, templates, templateId, onProgress) =>
      jobs.run(job, () =>
        inTurn(() => openFiles({ jobs, job, files, origin: null, onProgress }, templates, templateId)),
      ),
    downloadPublished: (job, entry, templates, trustChange, onProgress) =>
      jobs.run(job, () =>
        inTurn(() => openPublished({ jobs, job, onProgress }, entry, templates, trustChange)),
      ),
    judge: (job, picture, detector, options, onProgress) =>
      jobs.run(job, () =>
        inTurn(() => holder.judge({ job, picture, detector, options, onProgress }).catch(runFailed)),
      ),
    measure: (job, detector, options, onProgress) =>
      jobs.run(job, () =>
        inTurn(() => holder.measure({ job, detector, options, onProgress }).catch(runFailed)),
      ),
    // What is loaded makes room: a model that is tried needs the memory itself.
    openModel: (job, source, graphPath, onProgress) =>
      jobs.run(job, () =>
        inTurn(async () => {
          await holder.release();
          return openModel({ jobs, job, source, onProgress }, graphPath);
        }),
      ),
    keepModel: (job, source, report, settings, onProgress) =>
      jobs.run(job, () =>
        inTurn(async () => {
          await holder.release();
          return keepModel({ jobs, job, source, onProgress }, report, settings);
        }),
      ),
    listModels: listKeptModels,
    removeModel: removeKeptModel,
    lookUp: (job, address) => jobs.run(job, () => lookUp(jobs, job, address)),
    downloadModel: (job, address, listing, graphPath, onProgress) =>
      jobs.run(job, () => downloadModel({ jobs, job, address, listing, onProgress }, graphPath)),
    list: listCheckpoints,
    remove: removeCheckpoint,
    async setSwapped(id, swapped) {
      const record = await keptRecord(id);
      if (record) await keepRecord({ ...record, swapped });
    },
    keptFiles: listModels,
    dropFiles: dropModels,
    async look(file) {
      const sniffed = await sniffFile(file);
      return sniffed.ok ? success(sizeOf(sniffed.value.facts)) : sniffed;
    },
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

/** Reading or unpacking weights can fail for want of memory in many places. */
function runFailed(error: unknown) {
  return failed<JudgeFailure>({ code: 'run-failed', detail: messageOf(error) });
}

function sizeOf({ storedWidthPx, storedHeightPx, orientation }: ImageFacts): PictureSize {
  // Orientations from 5 on lie on their side.
  return orientation >= 5
    ? { widthPx: storedHeightPx, heightPx: storedWidthPx }
    : { widthPx: storedWidthPx, heightPx: storedHeightPx };
}
