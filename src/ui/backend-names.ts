export const backendNames = { webgpu: 'WebGPU', wasm: 'WASM' } as const;
