import * as v from 'valibot';

const samplesSchema = v.object({
  samples: v.array(
    v.object({ file: v.string(), title: v.string(), caption: v.string(), credit: v.string() }),
  ),
});

export interface Sample {
  readonly url: string;
  readonly title: string;
  readonly caption: string;
  readonly credit: string;
}

/** The pictures to try that lie beside this page. */
export async function loadSamples(signal: AbortSignal): Promise<readonly Sample[]> {
  const folder = `${import.meta.env.BASE_URL}samples/`;
  const response = await fetch(`${folder}samples.json`, { signal });
  if (!response.ok) throw new Error('No samples lie beside this page.');
  const { samples } = v.parse(samplesSchema, await response.json());
  return samples.map(({ file, ...words }) => ({ url: `${folder}${file}`, ...words }));
}
