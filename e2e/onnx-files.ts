import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of e2e/fixtures/onnx, which training/onnx_fixtures.py writes. */
export function fixturePath(path: string): string {
  return fileURLToPath(new URL(`fixtures/onnx/${path}`, import.meta.url));
}

export function fixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fixturePath(path)));
}

export function fixtureJson(path: string): unknown {
  return JSON.parse(readFileSync(fixturePath(path), 'utf8'));
}

/** What the onnx package of Python reads of every model. */
export function expectedHeaders(): Readonly<Record<string, object>> {
  return fixtureJson('expected.json') as Readonly<Record<string, object>>;
}
