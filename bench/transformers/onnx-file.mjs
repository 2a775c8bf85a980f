/* global TextDecoder, TextEncoder */
/*
 * Just enough of protobuf to make one file of a template and its weights: every initialiser gets its bytes back, and ends
 * of the network are renamed. Everything else is copied as it is.
 */

/** Field numbers of onnx.proto3. */
const model = { graph: 7 };
const graph = { node: 1, initializer: 5, input: 11, output: 12 };
const node = { input: 1, output: 2 };
const value = { name: 1 };
const tensor = { rawData: 9, externalData: 13, dataLocation: 14 };

const [varint, fixed64, lengthDelimited, fixed32] = [0, 1, 2, 5];

/**
 * @param {Uint8Array} template whose initialisers lie in external data
 * @param {Uint8Array} weights
 * @param {Readonly<Record<string, string>>} names new ones of its ends
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function withWeights(template, weights, names) {
  const rename = (/** @type {Uint8Array} */ bytes) => {
    const name = names[new TextDecoder().decode(bytes)];
    return name === undefined ? bytes : new TextEncoder().encode(name);
  };
  const inlined = (/** @type {Uint8Array} */ bytes) => {
    const { offset, length } = placeOf(bytes);
    const raw = encode(tensor.rawData, weights.subarray(offset, offset + length));
    const kept = rewrite(bytes, { [tensor.externalData]: () => null, [tensor.dataLocation]: () => null });
    return concat([kept, raw]);
  };
  const onGraph = (/** @type {Uint8Array} */ bytes) =>
    rewrite(bytes, {
      [graph.node]: (each) => rewrite(each, { [node.input]: rename, [node.output]: rename }),
      [graph.input]: (each) => rewrite(each, { [value.name]: rename }),
      [graph.output]: (each) => rewrite(each, { [value.name]: rename }),
      [graph.initializer]: inlined,
    });
  return rewrite(template, { [model.graph]: onGraph });
}

/**
 * A message with some of its fields made anew; null takes one out.
 *
 * @param {Uint8Array} bytes
 * @param {Readonly<Record<number, (content: Uint8Array) => Uint8Array | null>>} changes
 */
function rewrite(bytes, changes) {
  const parts = [];
  for (const { field, wire, start, content, end } of fieldsOf(bytes)) {
    const change = changes[field];
    if (!change) parts.push(bytes.subarray(start, end));
    else if (wire !== lengthDelimited) change(bytes.subarray(start, end));
    else {
      const changed = change(content);
      if (changed) parts.push(encode(field, changed));
    }
  }
  return concat(parts);
}

/** Where the bytes of an initialiser lie in the external data. */
function placeOf(bytes) {
  const entries = new Map();
  for (const { field, content } of fieldsOf(bytes)) {
    if (field !== tensor.externalData) continue;
    const [key, text] = [...fieldsOf(content)].map((each) => new TextDecoder().decode(each.content));
    entries.set(key, text);
  }
  if (!entries.has('length')) throw new Error('an initialiser has no external data');
  return { offset: Number(entries.get('offset') ?? 0), length: Number(entries.get('length')) };
}

function* fieldsOf(bytes) {
  let at = 0;
  const next = () => {
    let read = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the message is cut short');
      read += (byte & 127) * shift;
      if (byte < 128) return read;
    }
  };
  while (at < bytes.length) {
    const start = at;
    const tag = next();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    let content = bytes.subarray(at, at);
    if (wire === varint) next();
    else if (wire === fixed64) at += 8;
    else if (wire === fixed32) at += 4;
    else if (wire === lengthDelimited) {
      const length = next();
      content = bytes.subarray(at, at + length);
      at += length;
    } else throw new Error(`a field of wire type ${wire}`);
    yield { field, wire, start, content, end: at };
  }
}

function encode(field, content) {
  return concat([encodeVarint(field * 8 + lengthDelimited), encodeVarint(content.length), content]);
}

function encodeVarint(number) {
  const bytes = [];
  let left = number;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.from([...bytes, left]);
}

function concat(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
