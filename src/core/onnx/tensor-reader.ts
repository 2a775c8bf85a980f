import { tensorBytes } from './element-types.ts';
import { refuse } from './failures.ts';
import { eachField, packedNumbers, textField, type Field } from './wire.ts';

/** Where a tensor beside the graph lies. */
export interface ExternalTensor {
  readonly name: string;
  /** The path as the graph gives it. */
  readonly location: string;
  readonly offset: number;
  /** By the shape; null where the elements have no fixed size. */
  readonly bytes: number | null;
  /** As the graph says; null where it says nothing. */
  readonly length: number | null;
}

export interface TensorHeader {
  readonly name: string;
  readonly elements: number;
  readonly external: ExternalTensor | null;
}

/** A TensorProto without its numbers. @throws Refusal */
export function readTensorHeader(message: Uint8Array): TensorHeader {
  const shape: number[] = [];
  let [name, dataType, beside] = ['', 0, false];
  const entries = new Map<string, string>();
  eachField(message, 'a tensor', (field) => {
    if (field.number === 1) shape.push(...packedNumbers(field, 'the shape of a tensor'));
    else if (field.number === 2) dataType = field.value;
    else if (field.number === 8) name = textField(field, 'a tensor');
    else if (field.number === 13) addEntry(field, entries);
    else if (field.number === 14) beside = field.value === 1;
  });
  const elements = elementsOf(name, shape);
  const external = beside ? externalOf(name, entries, tensorBytes(dataType, elements)) : null;
  return { name, elements, external };
}

/** A StringStringEntryProto. */
export function addEntry({ bytes }: Field, entries: Map<string, string>): void {
  let [key, value] = ['', ''];
  eachField(bytes, 'an entry', (field) => {
    if (field.number === 1) key = textField(field, 'an entry');
    else if (field.number === 2) value = textField(field, 'an entry');
  });
  entries.set(key, value);
}

function elementsOf(name: string, shape: readonly number[]): number {
  const elements = shape.reduce((product, side) => product * side, 1);
  if (shape.every((side) => side >= 0) && Number.isSafeInteger(elements)) return elements;
  return refuse({ code: 'damaged', detail: `the tensor “${name}” has the shape ${shape.join(' × ')}` });
}

function externalOf(
  name: string,
  entries: ReadonlyMap<string, string>,
  bytes: number | null,
): ExternalTensor {
  const location = entries.get('location') ?? '';
  const offset = numberOf(name, 'offset', entries.get('offset')) ?? 0;
  const length = numberOf(name, 'length', entries.get('length'));
  if (length !== null && bytes !== null && length !== bytes)
    refuse({
      code: 'lying-location',
      tensor: name,
      detail: `its shape needs ${bytes} bytes and ${length} are said to be there`,
    });
  return { name, location, offset, bytes, length };
}

function numberOf(tensor: string, what: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d{1,15}$/u.test(text)) return value;
  return refuse({ code: 'lying-location', tensor, detail: `its ${what} is “${text.slice(0, 40)}”` });
}
