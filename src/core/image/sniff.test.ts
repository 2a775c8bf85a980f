import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { imageFormats, type ImageFacts, type ImageFailure } from './facts.ts';
import { sniff, tooLarge } from './sniff.ts';
import { randomNumbers } from './test-pictures.ts';

/** Written by e2e/fixtures/make_fixtures.py, which knows what it put into each file. */
interface Manifest {
  readonly images: readonly { readonly name: string; readonly facts: ImageFacts }[];
  readonly bad: readonly { readonly name: string; readonly failure: ImageFailure }[];
}

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../e2e/fixtures/${path}`, import.meta.url)));
const manifest = JSON.parse(new TextDecoder().decode(fixture('manifest.json'))) as Manifest;

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const foundIn = (text: string) => {
  const answer = sniff(bytesOf(text));
  return answer.ok || answer.failure.code !== 'unsupported-format' ? answer : answer.failure.found;
};

describe('sniff', () => {
  it.each(manifest.images)('reads the facts of $name', ({ name, facts }) => {
    expect(sniff(fixture(`images/${name}`))).toEqual({ ok: true, value: facts });
  });

  it.each(manifest.bad)('refuses $name', ({ name, failure }) => {
    expect(sniff(fixture(`bad/${name}`))).toMatchObject({ ok: false, failure });
  });

  it.each([
    ['%PDF-1.4', 'a PDF document'],
    ['  \n<!DOCTYPE html><title>x</title>', 'an HTML page'],
    ['<?xml version="1.0"?>\n<svg>', 'an SVG drawing'],
    ['<?xml version="1.0"?>\n<note>', 'a text file'],
    ['\xef\xbb\xbf<html lang="en">', 'an HTML page'],
    ['BMW is a maker of cars, and this is no bitmap', 'a text file'],
    ['PK\x03\x04\x14\0', 'a ZIP archive'],
    ['\xff\x0a\xfa\x1f', 'a JPEG XL picture'],
    ['\0\0\0\x0cJXL \r\n\x87\n', 'a JPEG XL picture'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a HEIC photograph'],
    ['\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'an MP4 or QuickTime video'],
    ['\x1a\x45\xdf\xa3\x9fB\x86\x81', 'a WebM or Matroska video'],
    ['MM\0*\0\0\0\x08', 'a TIFF or raw photograph'],
    ['RIFF\x10\0\0\0WAVEfmt ', null],
    ['\x01', null],
  ])('names what %j is: %s', (text, name) => {
    expect(foundIn(text)).toBe(name);
  });

  it('finds every kind of picture cut short at any length, or names none', () => {
    for (const { name, facts } of smallest()) {
      const whole = fixture(`images/${name}`);
      for (let length = 1; length < Math.min(whole.length - 1, 600); length++) {
        const answer = sniff(whole.subarray(0, length));
        if (answer.ok) expect.fail(`${name} cut to ${length} bytes passed`);
        if (answer.failure.code === 'unsupported-format') expect(length).toBeLessThan(32);
        else expect(answer.failure).toEqual({ code: 'truncated', format: facts.format });
      }
    }
  });

  it('always answers, whatever the bytes', () => {
    const random = randomNumbers(1);
    const pick = (end: number) => Math.floor(random() * end);
    const codes = new Set<string>();
    for (const { name } of smallest()) {
      const whole = fixture(`images/${name}`);
      for (let round = 0; round < 300; round++) {
        const bytes = whole.slice(0, random() < 0.5 ? whole.length : pick(whole.length));
        // Most of what a reader looks at stands in the first bytes.
        const reach = random() < 0.7 ? Math.min(bytes.length, 400) : bytes.length;
        for (let flips = pick(12); flips > 0; flips--) {
          bytes[pick(reach)] = random() < 0.3 ? 255 * pick(2) : pick(256);
        }
        const answer = sniff(bytes);
        codes.add(answer.ok ? 'ok' : answer.failure.code);
      }
    }
    for (const code of ['damaged', 'ok', 'too-large', 'truncated', 'unsupported-format']) {
      expect(codes).toContain(code);
    }
  });

  it('answers within a moment for forged counts', () => {
    // An item location box that announces 65535 extents without any fields for each of many items.
    const items = '\0\x01\0\0\xff\xff'.repeat(20000);
    const box = (type: string, body: string) => number32(body.length + 8) + type + body;
    const iloc = box('iloc', `\0\0\0\0\0\0\xff\xff${items}`);
    const meta = box('meta', `\0\0\0\0${iloc}`);
    const started = performance.now();
    expect(sniff(bytesOf(box('ftyp', 'avif\0\0\0\0avif') + meta))).toMatchObject({ ok: false });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('tooLarge', () => {
  const facts = { storedWidthPx: 20000, storedHeightPx: 10000 } as ImageFacts;

  it('lets the limit itself pass', () => {
    expect(tooLarge(facts, 200)).toBeNull();
    expect(tooLarge(facts, 199)).toEqual({
      code: 'too-large',
      widthPx: 20000,
      heightPx: 10000,
      limitMegapixels: 199,
    });
  });

  it('is asked by sniff with the given limit', () => {
    const answer = sniff(fixture('images/jpeg-900.jpg'), 0.5);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'too-large', limitMegapixels: 0.5 } });
  });
});

/** Pictures of every format whose files are quick to go through many times. */
function smallest() {
  const chosen = manifest.images.filter(({ name }) => fixture(`images/${name}`).length < 30_000);
  expect(new Set(chosen.map(({ facts }) => facts.format))).toEqual(new Set(imageFormats));
  return chosen;
}

function number32(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
