import type { DType } from './dtypes.ts';
import type { Layout } from './layout.ts';

/** What a pickle may hold: plain data, tensors, and what is recognised but of no use here ('opaque'). */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickledDict
  | PickledList
  | PickledTuple
  | PickledGlobal
  | PickledStorage
  | PickledTensor
  | PickledOpaque;

/** A Map, so that a key '__proto__' is like any other. */
export interface PickledDict {
  readonly kind: 'dict';
  readonly entries: Map<PickleValue, PickleValue>;
  /** A module of a TorchScript program: its attributes, once they come, are its entries. */
  readonly isObject?: true;
}

/** Sets too: nothing here asks for their order or their duplicates. */
export interface PickledList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

export interface PickledTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

/** A name from the fixed list, with what it stands for. */
export interface PickledGlobal {
  readonly kind: 'global';
  readonly name: string;
  readonly role: GlobalRole;
}

export type GlobalRole =
  /** 'first': the first argument as it is. 'object': an instance whose attributes are kept as a dictionary; its class is not looked at. */
  | {
      readonly as: 'dict' | 'tensor' | 'typed-tensor' | 'parameter' | 'tuple' | 'first' | 'object' | 'opaque';
    }
  /** Null: bytes without a type. */
  | { readonly as: 'storage'; readonly dtype: DType | null }
  | { readonly as: 'dtype'; readonly dtype: DType };

export interface PickledStorage {
  readonly kind: 'storage';
  readonly key: string;
  readonly dtype: DType | null;
  /** Counted in the type; in bytes where that is null. */
  readonly elements: number;
}

/** Sizes are as the file gives them, still unchecked. */
export interface PickledTensor extends Layout {
  readonly kind: 'tensor';
  readonly dtype: DType;
  readonly storage: PickledStorage;
}

export interface PickledOpaque {
  readonly kind: 'opaque';
}

export const opaque: PickledOpaque = { kind: 'opaque' };

type Kind = Exclude<PickleValue, null | boolean | number | bigint | string>['kind'];

/** Narrows to one kind; null for every other value. */
export function asKind<K extends Kind>(
  value: PickleValue | undefined,
  kind: K,
): Extract<PickleValue, { kind: K }> | null {
  const isKind = typeof value === 'object' && value?.kind === kind;
  return isKind ? (value as Extract<PickleValue, { kind: K }>) : null;
}
