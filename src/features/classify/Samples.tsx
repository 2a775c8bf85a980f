import type { ReactElement } from 'react';
import { addNotice } from '../../state/classify-store.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { loadSamples, type Sample } from './samples.ts';
import { useClassifyService } from './service-context.ts';
import styles from './Samples.module.css';

/** How many places are kept free while the list is on its way. */
const usualCount = 6;

export function Samples(): ReactElement {
  const samples = useLoaded(loadSamples);
  if (samples.status === 'failed') {
    return (
      <p className="small quiet">The samples to try are not here. Your own pictures work all the same.</p>
    );
  }
  const shown = samples.status === 'ready' ? samples.value : null;
  return (
    <section aria-labelledby="samples-title" className={styles['samples']}>
      <h2 id="samples-title">Or try one of these</h2>
      <p className="small quiet">
        Scans of photographs as old as these were not in training, so it is wrong about some of them.
      </p>
      <ul className={styles['grid']}>
        {shown
          ? shown.map((sample) => (
              <li key={sample.url}>
                <SampleButton sample={sample} />
              </li>
            ))
          : Array.from({ length: usualCount }, (_, i) => (
              <li key={i} className={styles['place']} aria-hidden="true" />
            ))}
      </ul>
    </section>
  );
}

function SampleButton({ sample }: { readonly sample: Sample }): ReactElement {
  const service = useClassifyService();
  const queue = async (): Promise<void> => {
    const result = await service.addFromUrl(sample.url);
    if (!result.ok) addNotice(service.store, result.failure.message);
  };
  return (
    <button
      type="button"
      className={styles['sample']}
      data-testid="sample"
      title={`${sample.caption} ${sample.credit}`}
      onClick={() => void queue()}
    >
      <img src={sample.url} alt="" loading="lazy" decoding="async" />
      <span className={styles['title']}>{sample.title}</span>
      <span className={styles['caption']}>{sample.caption}</span>
    </button>
  );
}
