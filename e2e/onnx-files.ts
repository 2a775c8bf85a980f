import { readFileSync } from 'node:fs';

const folder = new URL('fixtures/onnx/', import.meta.url);

/** A file of e2e/fixtures/onnx, which training/onnx_fixtures.py writes. */
export function fixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, folder)));
}

export function fixtureJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

/** What the onnx package of Python reads of every model. */
export function expectedHeaders(): Readonly<Record<string, object>> {
  return fixtureJson('expected.json') as Readonly<Record<string, object>>;
}
