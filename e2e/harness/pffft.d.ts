/** The package ships no types. */
declare module '@echogarden/pffft-wasm/simd' {
  const createPffft: () => Promise<unknown>;
  export default createPffft;
}
