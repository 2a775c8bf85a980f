import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { seededWeights } from '../src/core/zoo/seeded-weights.ts';
import { parseTemplate, parseTemplateIndex, type Template } from '../src/core/zoo/template.ts';

/* Checkpoints that are made while the tests run: templates with seeded weights, and files that must be refused. */

const folder = join(import.meta.dirname, '../public/templates');

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
}

export function templates(): readonly Template[] {
  return parseTemplateIndex(readJson('index.json')).templates.map((id) => templateOf(id));
}

export function templateOf(id: string): Template {
  return parseTemplate(readJson(id, 'template.json'));
}

/**
 * The seeded weights of a template as a safetensors file.
 *
 * @param rename what each name becomes; null leaves the tensor out
 */
export function safetensorsOf(
  template: Template,
  rename: (name: string) => string | null = (name) => name,
): Buffer {
  const weights = seededWeights(template);
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { name, shape, offset } of template.weights.tensors) {
    const bytes = shape.reduce((product, side) => product * side, 4);
    const named = rename(name);
    if (named === null) continue;
    header[named] = { dtype: 'F32', shape, data_offsets: [at, at + bytes] };
    parts.push(weights.subarray(offset, offset + bytes));
    at += bytes;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...parts]);
}

/** `pickle.dumps` of an object whose __reduce__ is `(os.system, (command,))`, protocol 2, as torch.save wrote before 1.6. */
export function pickleThatRuns(command: string): Buffer {
  const text = Buffer.from(command);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(text.length);
  return Buffer.concat([
    Buffer.from([0x80, 2]),
    Buffer.from('cposix\nsystem\n'),
    Buffer.from('X'),
    size,
    text,
    Buffer.from([0x85, 0x52, 0x2e]),
  ]);
}

/** A .pth whose pickle unpacks to `bytes` zeros: a thousandth of that on disk. */
export function zipBomb(bytes: number): Buffer {
  const name = Buffer.from('archive/data.pkl');
  const zeros = Buffer.alloc(bytes);
  const packed = deflateRawSync(zeros);
  // Versions, flags, method 8 (deflate), time and date, then CRC-32 and both sizes: the same in both headers.
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(zeros), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(bytes, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** A safetensors file with this header, and `body` bytes of zeros behind it. */
export function safetensorsWith(header: object, body: number): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(body)]);
}
