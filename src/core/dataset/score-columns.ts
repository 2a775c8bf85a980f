import { scoreBin } from './bins.ts';
import { Column } from './column.ts';
import { groups, verdictBinCount } from './facet-groups.ts';
import { verdicts, type ScorePatch } from './sample-batch.ts';

const unknownVerdictBin = verdictBinCount - 1;
const [scoreStride, verdictStride] = groups.judgement.strides as [number, number];
/** A row that was never judged. */
const unjudgedCode = groups.judgement.codes - 1;

/** What one detector said: nothing of most rows, until it judged them. */
export class ScoreColumns {
  readonly #scores = new Column(Float32Array, NaN);
  /** Codes of the group `judgement`; as wide as those of the other groups, so that the loops over them are compiled once. */
  readonly #codes = new Column<Uint16Array<ArrayBuffer>>(Uint16Array, unjudgedCode);

  /** @param rows how many the index has: every one gets a place */
  reserve(rows: number): void {
    this.#scores.reserve(rows);
    this.#codes.reserve(rows);
  }

  get codes(): Uint16Array<ArrayBuffer> {
    return this.#codes.array;
  }

  get byteLength(): number {
    return this.#scores.byteLength + this.#codes.byteLength;
  }

  patch({ ids, score, verdict }: ScorePatch): void {
    const scores = this.#scores.array;
    const codes = this.#codes.array;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const bin = Math.min(verdict[i]!, unknownVerdictBin);
      scores[id] = score[i]!;
      codes[id] = scoreBin(score[i]!) * scoreStride + bin * verdictStride;
    }
  }

  scoreOf(id: number): number {
    return this.#scores.array[id]!;
  }

  /** One of `verdicts`. */
  verdictOf(id: number): number {
    const bin = Math.floor(this.#codes.array[id]! / verdictStride);
    return bin === unknownVerdictBin ? verdicts.unknown : bin;
  }

  trim(rows: number): void {
    this.#scores.trim(rows);
    this.#codes.trim(rows);
  }
}
