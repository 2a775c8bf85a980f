import { useMemo } from 'react';
import { noGenerator, unknownGenerator } from '../../core/dataset/sample-batch.ts';
import { useSource } from './use-benchmark.ts';

const none: readonly string[] = [];

/** What the open source calls the code of a generator. */
export function useGeneratorName(): (code: number | null) => string {
  const generators = useSource((state) => state.summary?.generators ?? none);
  return useMemo(
    () => (code) => {
      if (code === null) return 'All generators';
      if (code === noGenerator) return 'Real';
      return code === unknownGenerator
        ? 'Unknown generator'
        : (generators[code] ?? `Generator ${String(code)}`);
    },
    [generators],
  );
}
