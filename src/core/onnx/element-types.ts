/** TensorProto.DataType of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto: its name, and bits of an element. */
const types: readonly (readonly [name: string, bits: number])[] = [
  ['undefined', 0],
  ['float', 32],
  ['uint8', 8],
  ['int8', 8],
  ['uint16', 16],
  ['int16', 16],
  ['int32', 32],
  ['int64', 64],
  ['string', 0],
  ['bool', 8],
  ['float16', 16],
  ['double', 64],
  ['uint32', 32],
  ['uint64', 64],
  ['complex64', 64],
  ['complex128', 128],
  ['bfloat16', 16],
  ['float8e4m3fn', 8],
  ['float8e4m3fnuz', 8],
  ['float8e5m2', 8],
  ['float8e5m2fnuz', 8],
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
];

export function elementTypeName(dataType: number): string {
  return types[dataType]?.[0] ?? `type ${dataType}`;
}

/** Bytes of a tensor; null where its elements have no fixed size. */
export function tensorBytes(dataType: number, elements: number): number | null {
  const bits = types[dataType]?.[1] ?? 0;
  return bits === 0 ? null : Math.ceil((bits * elements) / 8);
}
