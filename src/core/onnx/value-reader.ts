import { elementTypeName } from './element-types.ts';
import { refuse } from './failures.ts';
import { eachField, textField } from './wire.ts';

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  /** Name of the element type as ONNX has it, 'float'; 'no tensor' for sequences, maps and the like. */
  readonly type: string;
  /** A number, the name of a dimension that is open, or null where nothing is said; null as a whole: rank unknown. */
  readonly shape: readonly (number | string | null)[] | null;
}

/** A ValueInfoProto. @throws Refusal */
export function readValue(message: Uint8Array): GraphValue {
  let value: GraphValue = { name: '', type: 'no tensor', shape: null };
  eachField(message, 'an input or output', (field) => {
    if (field.number === 1) value = { ...value, name: textField(field, 'an input or output') };
    else if (field.number === 2) value = { ...value, ...readType(field.bytes) };
  });
  return value;
}

function readType(message: Uint8Array): Omit<GraphValue, 'name'> {
  let type: Omit<GraphValue, 'name'> = { type: 'no tensor', shape: null };
  eachField(message, 'a type', ({ number, bytes }) => {
    if (number === 1) type = readTensorType(bytes);
  });
  return type;
}

function readTensorType(message: Uint8Array): Omit<GraphValue, 'name'> {
  let type = elementTypeName(0);
  let shape: (number | string | null)[] | null = null;
  eachField(message, 'a type', ({ number, value, bytes }) => {
    if (number === 1) type = elementTypeName(value);
    else if (number === 2) {
      const sides: (number | string | null)[] = [];
      eachField(bytes, 'a shape', (dimension) => {
        if (dimension.number === 1) sides.push(readSide(dimension.bytes));
      });
      shape = sides;
    }
  });
  return { type, shape };
}

function readSide(message: Uint8Array): number | string | null {
  const said: (number | string)[] = [];
  eachField(message, 'a dimension', (field) => {
    if (field.number === 1) said.push(field.value);
    else if (field.number === 2) said.push(textField(field, 'a dimension'));
  });
  // Of a field that stands twice, the last one counts.
  const side = said.at(-1) ?? null;
  if (typeof side === 'number' && side < 0) refuse({ code: 'damaged', detail: `a dimension is ${side}` });
  return side === '' ? null : side;
}
