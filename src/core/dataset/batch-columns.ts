import type { SampleBatch } from './sample-batch.ts';

/** The columns of a batch while it is filled. */
export type BatchColumns = Omit<SampleBatch, 'count' | 'newFolders' | 'newGenerators' | 'newClasses'>;

/** @param bytesOfName room for the names: so many bytes each */
export function emptyBatchColumns(capacity: number, bytesOfName: number): BatchColumns {
  return {
    folderOf: new Uint32Array(capacity),
    names: new Uint8Array(capacity * bytesOfName),
    nameEnds: new Uint32Array(capacity),
    label: new Uint8Array(capacity),
    generator: new Uint8Array(capacity),
    classIndex: new Uint16Array(capacity),
    split: new Uint8Array(capacity),
    format: new Uint8Array(capacity),
    byteLength: new Uint32Array(capacity),
    widthPx: new Uint16Array(capacity),
    heightPx: new Uint16Array(capacity),
    jpegQuality: new Uint8Array(capacity),
  };
}

/** What was filled, in buffers of its own. */
export function filledColumns(full: BatchColumns, count: number, nameBytes: number): BatchColumns {
  return {
    folderOf: full.folderOf.slice(0, count),
    names: full.names.slice(0, nameBytes),
    nameEnds: full.nameEnds.slice(0, count),
    label: full.label.slice(0, count),
    generator: full.generator.slice(0, count),
    classIndex: full.classIndex.slice(0, count),
    split: full.split.slice(0, count),
    format: full.format.slice(0, count),
    byteLength: full.byteLength.slice(0, count),
    widthPx: full.widthPx.slice(0, count),
    heightPx: full.heightPx.slice(0, count),
    jpegQuality: full.jpegQuality.slice(0, count),
  };
}
