import { refuse } from './failures.ts';
import { storageOf, valueOfCall } from './pickle-calls.ts';
import { globalNamed } from './pickle-globals.ts';
import { malformed, narrowed, PickleMachine } from './pickle-machine.ts';
import { asKind, opaque, type PickledStorage, type PickleValue } from './pickle-values.ts';

export interface Unpickled {
  readonly value: PickleValue;
  readonly storages: readonly PickledStorage[];
  /** Offset of the byte after the pickle. */
  readonly end: number;
}

/**
 * Reads one pickle of protocol 1 to 5 from `start`, as a stack machine that builds plain data and can do nothing else:
 * names come from a fixed list (pickle-globals.ts), calls are looked up there and never made. @throws Refusal
 */
export function unpickle(bytes: Uint8Array, start = 0): Unpickled {
  const machine = new PickleMachine(bytes, start);
  for (;;) {
    const code = machine.nextInstruction();
    if (code === stop) return { value: machine.result(), storages: machine.storages, end: machine.at };
    const run = instructions.get(code);
    if (run) run(machine);
    else refuseInstruction(code);
  }
}

type Instruction = (machine: PickleMachine) => void;

const stop = 0x2e;
const highestProtocol = 5;

/** The instructions that PyTorch writes, by the names and codes of Python's pickletools. */
const instructions: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  [0x80, checkProtocol],
  [0x95 /* FRAME */, (m) => m.skip(8)],

  [0x28 /* MARK */, (m) => m.mark()],
  [0x30 /* POP */, (m) => void m.pop()],
  [0x31 /* POP_MARK */, (m) => void m.popToMark()],
  [0x32 /* DUP */, (m) => m.push(m.top())],

  [0x4e /* NONE */, (m) => m.push(null)],
  [0x88 /* NEWTRUE */, (m) => m.push(true)],
  [0x89 /* NEWFALSE */, (m) => m.push(false)],
  [0x49 /* INT */, (m) => m.push(integerOf(m.line()))],
  [0x4a /* BININT */, (m) => m.push(m.i32())],
  [0x4b /* BININT1 */, (m) => m.push(m.u8())],
  [0x4d /* BININT2 */, (m) => m.push(m.u16())],
  [0x4c /* LONG */, (m) => m.push(integerOf(m.line().replace(/L$/, '')))],
  [0x8a /* LONG1 */, (m) => m.push(m.integer(m.u8()))],
  [0x8b /* LONG4 */, (m) => m.push(m.integer(m.u32()))],
  [0x47 /* BINFLOAT */, (m) => m.push(m.f64())],

  [0x54 /* BINSTRING */, (m) => m.push(m.text(m.u32()))],
  [0x55 /* SHORT_BINSTRING */, (m) => m.push(m.text(m.u8()))],
  [0x58 /* BINUNICODE */, (m) => m.push(m.text(m.u32()))],
  [0x8c /* SHORT_BINUNICODE */, (m) => m.push(m.text(m.u8()))],
  [0x8d /* BINUNICODE8 */, (m) => m.push(m.text(m.u64()))],
  [0x42 /* BINBYTES */, (m) => pushBytes(m, m.u32())],
  [0x43 /* SHORT_BINBYTES */, (m) => pushBytes(m, m.u8())],
  [0x8e /* BINBYTES8 */, (m) => pushBytes(m, m.u64())],
  [0x96 /* BYTEARRAY8 */, (m) => pushBytes(m, m.u64())],

  [0x7d /* EMPTY_DICT */, (m) => m.pushContainer({ kind: 'dict', entries: new Map() })],
  [0x5d /* EMPTY_LIST */, (m) => pushList(m, [])],
  [0x8f /* EMPTY_SET */, (m) => pushList(m, [])],
  [0x91 /* FROZENSET */, (m) => pushList(m, m.popToMark())],
  [0x29 /* EMPTY_TUPLE */, (m) => pushTuple(m, [])],
  [0x74 /* TUPLE */, (m) => pushTuple(m, m.popToMark())],
  [0x85 /* TUPLE1 */, (m) => pushTuple(m, m.popItems(1))],
  [0x86 /* TUPLE2 */, (m) => pushTuple(m, m.popItems(2))],
  [0x87 /* TUPLE3 */, (m) => pushTuple(m, m.popItems(3))],
  [0x61 /* APPEND */, (m) => m.append(m.popItems(1))],
  [0x65 /* APPENDS */, (m) => m.append(m.popToMark())],
  [0x90 /* ADDITEMS */, (m) => m.append(m.popToMark())],
  [0x73 /* SETITEM */, (m) => m.setItems(m.popItems(2))],
  [0x75 /* SETITEMS */, (m) => m.setItems(m.popToMark())],

  [0x68 /* BINGET */, (m) => m.recall(m.u8())],
  [0x6a /* LONG_BINGET */, (m) => m.recall(m.u32())],
  [0x71 /* BINPUT */, (m) => m.remember(m.u8())],
  [0x72 /* LONG_BINPUT */, (m) => m.remember(m.u32())],
  [0x94 /* MEMOIZE */, (m) => m.rememberNext()],

  [0x63 /* GLOBAL */, (m) => m.push(globalNamed(m.line(), m.line()))],
  [0x93 /* STACK_GLOBAL */, pushStackGlobal],
  [0x51 /* BINPERSID */, (m) => m.pushStorage(storageOf(m.pop()))],
  [0x52 /* REDUCE */, call],
  [0x81 /* NEWOBJ */, call],
  [0x92 /* NEWOBJ_EX */, callWithKeywords],
  [0x62 /* BUILD */, build],
]);

/** Known instructions that PyTorch never writes. */
const refused: ReadonlyMap<number, string> = new Map([
  [0x46, 'FLOAT'],
  [0x50, 'PERSID'],
  [0x53, 'STRING'],
  [0x56, 'UNICODE'],
  [0x64, 'DICT'],
  [0x67, 'GET'],
  [0x69, 'INST'],
  [0x6c, 'LIST'],
  [0x6f, 'OBJ'],
  [0x70, 'PUT'],
  [0x82, 'EXT1'],
  [0x83, 'EXT2'],
  [0x84, 'EXT4'],
  [0x97, 'NEXT_BUFFER'],
  [0x98, 'READONLY_BUFFER'],
]);

function refuseInstruction(code: number): never {
  const opcode = refused.get(code);
  return opcode ? refuse({ code: 'refused-opcode', opcode }) : malformed(`an unknown instruction ${code}`);
}

function checkProtocol(machine: PickleMachine): void {
  const protocol = machine.u8();
  if (protocol > highestProtocol) malformed(`protocol ${protocol}`);
}

/** Protocol 1 writes False and True as 00 and 01. */
function integerOf(line: string): PickleValue {
  if (line === '00' || line === '01') return line === '01';
  return /^-?\d{1,100}$/.test(line) ? narrowed(BigInt(line)) : malformed('an integer of no digits');
}

/** Bytes are never weights in a checkpoint, so they are not kept. */
function pushBytes(machine: PickleMachine, length: number): void {
  machine.skip(length);
  machine.push(opaque);
}

function pushList(machine: PickleMachine, items: PickleValue[]): void {
  machine.pushContainer({ kind: 'list', items });
}

function pushTuple(machine: PickleMachine, items: readonly PickleValue[]): void {
  machine.pushContainer({ kind: 'tuple', items });
}

function pushStackGlobal(machine: PickleMachine): void {
  const attribute = machine.pop();
  const module = machine.pop();
  if (typeof module !== 'string' || typeof attribute !== 'string') malformed('a name that is no text');
  else machine.push(globalNamed(module, attribute));
}

function call(machine: PickleMachine): void {
  const args = machine.popTuple();
  const callee = asKind(machine.pop(), 'global');
  const value = callee ? valueOfCall(callee, args) : malformed('a call of no function');
  // A dictionary from a list was copied: a few bytes must not copy a long list again and again.
  machine.pushContainer(value, 1 + (asKind(value, 'dict')?.entries.size ?? 0));
}

function callWithKeywords(machine: PickleMachine): void {
  machine.pop();
  call(machine);
}

/**
 * The modules of a TorchScript program keep their attributes as entries. Those of dictionaries, tensors and settings are
 * of no use here: such an object stays as it is.
 */
function build(machine: PickleMachine): void {
  const attributes = asKind(machine.pop(), 'dict');
  const target = machine.top();
  const object = asKind(target, 'dict');
  if (object?.isObject && attributes) {
    for (const [key, value] of attributes.entries) object.entries.set(key, value);
    machine.count(attributes.entries.size);
    return;
  }
  if (typeof target !== 'object' || target?.kind === 'global') malformed('attributes for no object');
}
