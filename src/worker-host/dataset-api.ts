import { transfer } from 'comlink';
import type { DatasetApi } from '../contracts/dataset-sources.ts';
import type { Result } from '../core/result.ts';
import { createSourceApi } from './dataset/session.ts';
import { DatasetIndex } from './dataset-index.ts';
import { Jobs } from './jobs.ts';

export function createDatasetApi(): DatasetApi {
  const jobs = new Jobs();
  const index = new DatasetIndex(jobs);
  return {
    clear: () => index.clear(),
    append: (batch) => index.append(batch),
    finish: () => index.finish(),
    restrict: (ids) => index.restrict(ids),
    patch: (patch) => index.patch(patch),
    patchScores: (patch) => index.patchScores(patch),
    summary: () => index.summary(),
    filter: (job, filter, order) => jobs.run(job, () => index.filter(job, filter, order)),
    slice: (revision, from, to) => index.slice(revision, from, to),
    rows: (ids) => index.rows(ids),
    columns: (ids, detectors) => {
      const columns = index.columns(ids, detectors);
      const { label, generator, classIndex, scores } = columns;
      return transfer(
        columns,
        [label, generator, classIndex, ...scores].map(({ buffer }) => buffer),
      );
    },
    position: (revision, id) => index.position(revision, id),
    ids: (revision) => transferred(index.ids(revision)),
    mask: (revision, from, to) => transferred(index.mask(revision, from, to)),
    sample: (revision, count, seed) => transferred(index.sample(revision, count, seed)),
    matrix: (revision) => index.matrix(revision),
    cell: (revision, classIndex, generator, nth) => index.cell(revision, classIndex, generator, nth),
    parts: (revision) => index.parts(revision),
    idsOfPart: (revision, by, bin) => transferred(index.idsOfPart(revision, by, bin)),
    matching: (filter, part) => {
      const ids = index.matching(filter, part);
      return transfer(ids, [ids.buffer]);
    },
    ...createSourceApi(jobs, index),
    audit: (job, filter, seed) => jobs.run(job, () => index.audit(job, filter, seed)),
    cancel: (job) => jobs.cancel(job),
  };
}

/** Millions of ids are handed over, not copied. */
function transferred<F>(answer: Result<Uint32Array<ArrayBuffer>, F>): Result<Uint32Array<ArrayBuffer>, F> {
  return answer.ok ? transfer(answer, [answer.value.buffer]) : answer;
}
