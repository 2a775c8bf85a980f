import { describe, expect, it } from 'vitest';
import type { CheckpointFailure } from './failures.ts';
import { failureOf } from './test-checkpoints.ts';
import { latin, le, opened, pickledTensor, pickledText, torchZipOf } from './test-checkpoints.ts';
import { unpickle } from './unpickle.ts';

const values = { name: 'a/data/0', content: '\0\0\x80?' };
const tensor = pickledTensor('0', 1, 0, [1], [1]);

/** 2^10 pairs, and what makes a dictionary of them. */
const longList = `](${Array.from({ length: 2 ** 10 }, (_, n) => `M${le(n, 2)}N\x86`).join('')}e`;
const copyOfIt = 'ccollections\nOrderedDict\nh\0\x85R0';

const storage = `(${pickledText('storage')}ctorch\nFloatStorage\n${pickledText('0')}NK\x01tQ`;

const refusalOf = (pickle: string): Promise<CheckpointFailure | null> =>
  failureOf(torchZipOf(pickle, [values]));
const valueOf = (pickle: string) => unpickle(latin(pickle)).value;
const namesIn = async (pickle: string) => [...(await opened(torchZipOf(pickle, [values]))).tensors.keys()];

describe('unpickle', () => {
  it.each([
    ['I01\n.', true],
    ['I-12\n.', -12],
    ['L90071992547409930L\n.', 90071992547409930n],
    ['J\xfe\xff\xff\xff.', -2],
    ['M\x01\x02.', 513],
    ['\x8a\x00.', 0],
    ['\x8a\x02\x00\xff.', -256],
    ['\x8a\x08\0\0\0\0\0\0\0\x80.', -(2n ** 63n)],
    ['G?\xf8\0\0\0\0\0\0.', 1.5],
    ['X\x03\0\0\0a\xc3\xa9.', 'aé'],
    ['U\x02\xe9b.', 'éb'],
    ['N.', null],
    ['K\x01K\x020.', 1],
  ])('reads %j', (pickle, value) => {
    expect(valueOf(pickle)).toBe(value);
  });

  it.each([
    ['os.system', 'cos\nsystem\n(X\x02\0\0\0lstR.'],
    ['os.system', `${pickledText('os')}${pickledText('system')}\x93.`],
    ['builtins.getattr', 'cbuiltins\ngetattr\n.'],
    ['torch.load', 'ctorch\nload\n.'],
    ['torch.hub.load', 'ctorch.hub\nload\n.'],
    ['torch._utils.os.system', 'ctorch._utils\nos.system\n.'],
    ['collections.OrderedDict.__init__', 'ccollections\nOrderedDict.__init__\n.'],
    ['.', 'c\n\n.'],
  ])('refuses the name %s before anything is done with it', async (name, pickle) => {
    expect(await refusalOf(pickle)).toEqual({ code: 'refused-global', name });
  });

  it('shortens a name that is made to fill the screen', async () => {
    const refusal = await refusalOf(`cos\n${'x'.repeat(1000)}\n.`);
    expect(refusal).toEqual({ code: 'refused-global', name: `os.${'x'.repeat(117)}` });
  });

  it.each([
    ['INST', '(ios\nsystem\n.'],
    ['OBJ', '(cargparse\nNamespace\no.'],
    ['PERSID', 'Pstorage\n.'],
    ['EXT1', '\x82\x01.'],
    ['EXT2', '\x83\x01\0.'],
    ['EXT4', '\x84\x01\0\0\0.'],
    ['STRING', "S'a'\n."],
    ['NEXT_BUFFER', '\x97.'],
  ])('refuses the instruction %s, which PyTorch never writes', async (opcode, pickle) => {
    expect(await refusalOf(pickle)).toEqual({ code: 'refused-opcode', opcode });
  });

  it.each([
    ['an unknown instruction', '\xff.'],
    ['protocol 6', '\x80\x06N.'],
    ['nothing on the stack', '.'],
    ['two values at the end', 'NN.'],
    ['no mark', 'Nt.'],
    ['a pop below its mark', 'N(a.'],
    ['a memo that was never written', 'h\x05.'],
    ['a call of text', 'X\x01\0\0\0a)R.'],
    ['arguments that are no tuple', 'ccollections\nOrderedDict\n]R.'],
    ['a call of a storage type', 'ctorch\nFloatStorage\n)R.'],
    ['a tensor without a storage', 'ctorch._utils\n_rebuild_tensor_v2\n(NK\0))tR.'],
    ['a reference that is no storage', ')Q.'],
    [
      'a storage of a type that is none',
      `(${pickledText('storage')}ctorch\nSize\n${pickledText('0')}NK\x01tQ.`,
    ],
    ['items for a number', 'K\x01Na.'],
    ['a key without a value', '}(Nu.'],
    ['attributes for a number', 'K\x01}b.'],
    ['65 dimensions', `ctorch._utils\n_rebuild_tensor\n(${storage}K\0(${'K\x01'.repeat(65)}t2tR.`],
    ['digits that are none', 'Iinfinity\n.'],
    ['a line that does not end', `c${'x'.repeat(2000)}`],
  ])('refuses %s', async (_, pickle) => {
    expect((await refusalOf(pickle))?.code).toBe('damaged');
  });

  it.each(['', 'K', 'X\xff\xff\xff\xff', '\x8d\xff\xff\xff\xff\xff\xff\xff\xff', 'cos', '(N', '\x95\0'])(
    'says of %j that it is cut off',
    async (pickle) => {
      expect(await refusalOf(pickle)).toEqual({ code: 'truncated', what: 'the pickle' });
    },
  );

  it.each([
    ['lists and objects', ']0'.repeat(2 ** 19 + 1)],
    ['lists and objects', `${longList}q\0${copyOfIt.repeat(2 ** 12)}.`],
    ['values at once', 'N'.repeat(2 ** 18 + 1)],
    ['values at once', '('.repeat(2 ** 18 + 1)],
    ['bytes of an integer', `\x8b${le(65, 4)}${'\0'.repeat(65)}.`],
  ])('stops at too many %s', async (what, pickle) => {
    const refusal = await refusalOf(pickle);
    expect(refusal?.code === 'too-large' && refusal.what).toContain(what);
  });

  it('ignores settings, whatever hangs from them', async () => {
    const settings = `cargparse\nNamespace\n)\x81}${pickledText('w')}${tensor}sb`;
    expect(await namesIn(`}(${pickledText('args')}${settings}${pickledText('w')}${tensor}u.`)).toEqual(['w']);
  });

  it('takes pairs, dictionaries, parameters and attributes where PyTorch writes them', async () => {
    const pairs = `ccollections\nOrderedDict\n(](${pickledText('a')}${tensor}\x86etR`;
    const parameter = `ctorch._utils\n_rebuild_parameter\n(${tensor}\x88)tR`;
    const named = `ccollections\nOrderedDict\n)R${pickledText('b')}${parameter}s}${pickledText('_metadata')}Nsb`;
    expect(await namesIn(`(${pairs}${named}t.`)).toEqual(['0.a', '1.b']);
  });
});

describe('tensorsIn', () => {
  it('follows no circle', async () => {
    const refusal = await refusalOf(`}q\0${pickledText('self')}h\0s.`);
    expect(refusal).toEqual({ code: 'too-large', what: 'levels of nesting', limit: 64, found: 65 });
  });

  it('stops where few shared lists stand for very many values', async () => {
    const doubled = '\x86q\0h\0'.repeat(40);
    const refusal = await refusalOf(`N2${doubled}\x86.`);
    expect(refusal).toMatchObject({ code: 'too-large', what: 'values', limit: 1_000_000 });
  });

  it('refuses two tensors of one name', async () => {
    const inner = `}${pickledText('b')}${tensor}s`;
    const refusal = await refusalOf(`}(${pickledText('a')}${inner}${pickledText('a.b')}${tensor}u.`);
    expect(refusal).toEqual({ code: 'lying-header', detail: 'two tensors are called a.b' });
  });

  it('names nothing by a key that is no plain value', async () => {
    expect(await namesIn(`}(K\x07${tensor})${tensor}u.`)).toEqual(['7']);
  });
});
