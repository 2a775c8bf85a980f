import { RealFft2, type Transform } from '../core/spectrum/real-fft2.ts';
import { fastWorkbench } from './fast-workbench.ts';

/** RealFft2 whose power is by WebAssembly where the browser has SIMD, equal within 1e-11; the rest is fft.js. */
export function fastTransform(sizePx: number): Transform {
  const bench = fastWorkbench(sizePx);
  const noWindow = new Float64Array(sizePx).fill(1);
  const plain = new RealFft2(sizePx);
  return {
    sizePx,
    power(plane, power) {
      bench.noise.set(plane);
      bench.transform(noWindow);
      power.set(bench.power);
    },
    real(plane, real) {
      plain.real(plane, real);
    },
  };
}
