import type { OpenReport, SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';

const problemsKept = 100;

/** Counts what failed and keeps the first by name: a list of 200,000 helps nobody. */
export class Problems {
  readonly #first: SourceFailure[] = [];
  #count = 0;

  add(failure: SourceFailure): void {
    this.#count++;
    if (this.#first.length < problemsKept) this.#first.push(failure);
  }

  report(): OpenReport['problems'] {
    return { count: this.#count, first: [...this.#first] };
  }
}

/** The failure behind what the file system threw. */
export function failureOf(thrown: unknown, name: string): SourceFailure {
  switch (thrown instanceof Error ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return { code: 'no-permission', name };
    case 'NotFoundError':
      return { code: 'gone', name };
    default:
      return { code: 'unreadable', name, detail: messageOf(thrown) };
  }
}
