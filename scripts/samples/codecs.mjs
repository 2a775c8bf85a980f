/*
 * JPEG in and lossless WebP out, by the wasm codecs of the page: the same pixels and the same bytes on every
 * machine. (Node's own zlib would not do: its bytes depend on version and processor. The PNG codec writes RGBA,
 * 2.3 times as large.)
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decodeJpegFile, { init as initJpeg } from '@jsquash/jpeg/decode.js';
import encodeWebpFile, { init as initWebp } from '@jsquash/webp/encode.js';
import decodeWebpFile, { init as initWebpDecoder } from '@jsquash/webp/decode.js';

/** @typedef {import('./tile-choice.mjs').Rgba} Rgba */

const require = createRequire(import.meta.url);

/** The codecs are made for browsers: they hand pixels over in this class, which Node lacks. */
globalThis.ImageData ??= function ImageData(data, width, height) {
  Object.assign(this, { data, width, height });
};

/** @param {string} file */
async function wasm(file) {
  return globalThis.WebAssembly.compile(await readFile(require.resolve(file)));
}

let ready;

/** A browser would fetch the codecs' wasm; Node reads it. Once a thread. */
function codecs() {
  ready ??= (async () => {
    await initJpeg(await wasm('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
    await initWebp(await wasm('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
    await initWebpDecoder(await wasm('@jsquash/webp/codec/dec/webp_dec.wasm'));
  })();
  return ready;
}

/** @param {Uint8Array} bytes */
function ownBuffer(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** @param {Uint8Array} bytes @returns {Promise<Rgba>} */
export async function decodeJpeg(bytes) {
  await codecs();
  return decodeJpegFile(ownBuffer(bytes));
}

/** @param {Uint8Array} bytes @returns {Promise<Rgba>} */
export async function decodeWebp(bytes) {
  await codecs();
  return decodeWebpFile(ownBuffer(bytes));
}

/** Lossless. A higher effort takes twice the time for 3 % fewer bytes. @param {Rgba} picture */
export async function encodeWebp(picture) {
  await codecs();
  return new Uint8Array(await encodeWebpFile(picture, { lossless: 1, method: 1, quality: 50 }));
}
