import { nameForeign } from '../image/foreign-formats.ts';
import { hasText } from '../image/bytes.ts';
import type { Result } from '../result.ts';
import { attempt, refuse, type OnnxFailure } from './failures.ts';
import { readTensorHeader, type ExternalTensor } from './tensor-reader.ts';
import { readValue, type GraphValue } from './value-reader.ts';
import { eachField, textField } from './wire.ts';

/** What an ONNX file says of itself, without its weights. */
export interface OnnxHeader {
  /** The program that wrote it, with its version; may be empty. */
  readonly producer: string;
  /** Domain -> version; the domain of ONNX itself is ''. */
  readonly opsets: ReadonlyMap<string, number>;
  /** Those that must be given: initialisers listed as inputs, as old files do, are left out. */
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** 'Conv', 'com.microsoft.Gelu': each once, those of subgraphs too, those that the file itself defines not. */
  readonly operators: readonly string[];
  /** Which operator makes an output of the main graph, by the name of the output. */
  readonly madeBy: ReadonlyMap<string, string>;
  /** Numbers in all initialisers. */
  readonly parameters: number;
  /** Tensors whose numbers lie in other files, in the order of the graph. */
  readonly external: readonly ExternalTensor[];
}

/**
 * Reads the header of a ModelProto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); numbers of tensors are
 * passed over and never copied. Never throws.
 */
export function readOnnxHeader(bytes: Uint8Array): Result<OnnxHeader, OnnxFailure> {
  return attempt(() => {
    refuseForeign(bytes);
    return readModel(bytes);
  });
}

/** Subgraphs within subgraphs; nothing that an exporter writes comes near. */
const deepest = 16;

interface Gathered {
  readonly operators: Set<string>;
  readonly external: ExternalTensor[];
  parameters: number;
}

interface Graph {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly madeBy: ReadonlyMap<string, string>;
}

function readModel(bytes: Uint8Array): OnnxHeader {
  const producer = ['', ''];
  const opsets = new Map<string, number>();
  const own = new Set<string>();
  const gathered: Gathered = { operators: new Set(), external: [], parameters: 0 };
  let graph: Graph | null = null;
  eachField(bytes, 'the model', (field) => {
    if (field.number === 2) producer[0] = textField(field, 'the model');
    else if (field.number === 3) producer[1] = textField(field, 'the model');
    else if (field.number === 7) graph = readGraph(field.bytes, gathered, 0);
    else if (field.number === 8) opsets.set(...readOpset(field.bytes));
    else if (field.number === 25) own.add(readFunction(field.bytes, gathered));
  });
  const { inputs, outputs, madeBy } = requireGraph(graph);
  if (opsets.size === 0) refuse({ code: 'truncated', what: 'the model, before its version' });
  const operators = [...gathered.operators].filter((name) => !own.has(name)).sort();
  const { external, parameters } = gathered;
  return {
    producer: producer.filter((part) => part !== '').join(' '),
    opsets,
    inputs,
    outputs,
    operators,
    madeBy,
    parameters,
    external,
  };
}

function requireGraph(graph: Graph | null): Graph {
  if (!graph) return refuse({ code: 'truncated', what: 'the model, before its graph' });
  if (graph.outputs.length === 0) refuse({ code: 'damaged', detail: 'the graph has no output' });
  return graph;
}

function readGraph(message: Uint8Array, gathered: Gathered, depth: number): Graph {
  if (depth > deepest)
    refuse({ code: 'damaged', detail: `graphs lie more than ${deepest} deep in each other` });
  const [inputs, outputs]: [GraphValue[], GraphValue[]] = [[], []];
  const held = new Set<string>();
  const madeBy = new Map<string, string>();
  eachField(message, 'the graph', ({ number, bytes }) => {
    if (number === 1) {
      const { operator, results } = readNode(bytes, gathered, depth);
      for (const result of results) madeBy.set(result, operator);
    } else if (number === 5) held.add(takeTensor(bytes, gathered));
    else if (number === 11) inputs.push(readValue(bytes));
    else if (number === 12) outputs.push(readValue(bytes));
  });
  const ends = new Set(outputs.map(({ name }) => name));
  return {
    inputs: inputs.filter(({ name }) => !held.has(name)),
    outputs,
    madeBy: new Map([...madeBy].filter(([name]) => ends.has(name))),
  };
}

/** A NodeProto. */
function readNode(
  message: Uint8Array,
  gathered: Gathered,
  depth: number,
): { readonly operator: string; readonly results: readonly string[] } {
  let [type, domain] = ['', ''];
  const results: string[] = [];
  eachField(message, 'an operation', (field) => {
    if (field.number === 2) results.push(textField(field, 'an operation'));
    else if (field.number === 4) type = textField(field, 'an operation');
    else if (field.number === 7) domain = textField(field, 'an operation');
    else if (field.number === 5) readAttribute(field.bytes, gathered, depth);
  });
  if (type === '') refuse({ code: 'damaged', detail: 'an operation has no name' });
  const operator = operatorName(domain, type);
  gathered.operators.add(operator);
  return { operator, results };
}

/** An AttributeProto: only tensors and graphs in it matter here. */
function readAttribute(message: Uint8Array, gathered: Gathered, depth: number): void {
  eachField(message, 'an attribute', ({ number, bytes }) => {
    if (number === 6 || number === 11) readGraph(bytes, gathered, depth + 1);
    else if (number === 5 || number === 10) takeTensor(bytes, gathered);
  });
}

function takeTensor(message: Uint8Array, gathered: Gathered): string {
  const { name, elements, external } = readTensorHeader(message);
  gathered.parameters += elements;
  if (external) gathered.external.push(external);
  return name;
}

function readOpset(message: Uint8Array): [domain: string, version: number] {
  let [domain, version] = ['', 0];
  eachField(message, 'a version', (field) => {
    if (field.number === 1) domain = textField(field, 'a version');
    else if (field.number === 2) version = field.value;
  });
  return [domain, version];
}

/** A FunctionProto: an operator that the file itself defines. */
function readFunction(message: Uint8Array, gathered: Gathered): string {
  let [name, domain] = ['', ''];
  eachField(message, 'a function', (field) => {
    if (field.number === 1) name = textField(field, 'a function');
    else if (field.number === 10) domain = textField(field, 'a function');
    else if (field.number === 7) readNode(field.bytes, gathered, 0);
  });
  return operatorName(domain, name);
}

function operatorName(domain: string, type: string): string {
  return domain === '' || domain === 'ai.onnx' ? type : `${domain}.${type}`;
}

const lookalikes: readonly (readonly [offset: number, text: string, found: string])[] = [
  [0, 'version https://git-lfs', 'a Git LFS pointer, which stands for the file'],
  [0, '\x89HDF', 'an HDF5 file, as Keras writes'],
  [4, 'TFL3', 'a TensorFlow Lite model'],
  [4, 'ORTM', 'an ORT model, of which the ONNX file is needed'],
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8', 'a JPEG picture'],
  [8, '{', 'a safetensors file'],
];

/** Every exporter writes the version of the format first; other files are named where that is possible. */
function refuseForeign(bytes: Uint8Array): void {
  if (bytes.length === 0) refuse({ code: 'not-onnx', found: 'an empty file' });
  if (bytes[0] === 0x08) return;
  const lookalike = lookalikes.find(([offset, text]) => hasText(bytes, offset, text));
  const found = lookalike?.[2] ?? nameForeign(bytes);
  if (found) refuse({ code: 'not-onnx', found });
}
