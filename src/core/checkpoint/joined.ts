import { failed, success, type Result } from '../result.ts';
import type { Checkpoint, CheckpointFailure, TensorInfo } from './checkpoint.ts';

/** A checkpoint and the file that it was read from. */
export interface NamedCheckpoint {
  readonly fileName: string;
  readonly checkpoint: Checkpoint;
}

/** The tensors of several files as if they stood in one. */
export interface JoinedCheckpoint {
  /** In the order of the files, then of each file. */
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  /** As `Checkpoint.read`. */
  readonly read: (name: string) => Promise<Result<Float32Array<ArrayBuffer>, CheckpointFailure>>;
  /** The file that holds the tensor; undefined where none does. */
  readonly fileOf: (name: string) => string | undefined;
}

/** Which of the two is meant cannot be known. */
export interface NameTwice {
  readonly name: string;
  readonly fileNames: readonly [string, string];
}

/** Parts of one network, as an encoder and a head, that were saved apart. A name in two of them is a failure. */
export function joinCheckpoints(parts: readonly NamedCheckpoint[]): Result<JoinedCheckpoint, NameTwice> {
  const holders = new Map<string, NamedCheckpoint>();
  const tensors = new Map<string, TensorInfo>();
  for (const part of parts) {
    for (const [name, info] of part.checkpoint.tensors) {
      const before = holders.get(name);
      if (before) return failed({ name, fileNames: [before.fileName, part.fileName] });
      holders.set(name, part);
      tensors.set(name, info);
    }
  }
  return success({
    tensors,
    async read(name) {
      const holder = holders.get(name);
      return holder ? holder.checkpoint.read(name) : failed({ code: 'unknown-tensor', name });
    },
    fileOf: (name) => holders.get(name)?.fileName,
  });
}
