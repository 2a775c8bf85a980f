import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import { PickButtons } from './PickButtons.tsx';
import { Samples } from './Samples.tsx';
import { useClassifyService } from './service-context.ts';
import { SmallDetectorHint } from './SmallDetectorHint.tsx';
import styles from './FirstScreen.module.css';

export function FirstScreen(): ReactElement {
  const zone = useWarmUpOnIntent();
  return (
    <div className={styles['screen']}>
      <h1>Was this picture made by AI?</h1>
      <div ref={zone} className={styles['zone']} data-testid="drop-zone">
        <p className={styles['drop']}>Drop pictures or folders anywhere</p>
        <p className={styles['or']}>paste one, or choose</p>
        <div className={styles['buttons']}>
          <PickButtons prominent />
        </div>
        <p className="small quiet">JPEG, PNG, WebP, AVIF, GIF, BMP</p>
      </div>
      <div className={styles['hint']}>
        <SmallDetectorHint />
      </div>
      <div className={styles['lines']}>
        <p>
          <strong>Stays private.</strong> The detector runs in this page. No picture leaves your computer.
        </p>
        <p>
          <strong>Cannot know.</strong> It reads statistical traces, not the truth of a scene: a generator it
          never saw, an edited photograph or strong compression can mislead it.{' '}
          <Link to="/about">More about its limits</Link>
        </p>
      </div>
      <Samples />
    </div>
  );
}

/** Whoever points at or tabs into this place is about to judge a picture; the detector can load meanwhile. */
function useWarmUpOnIntent(): RefObject<HTMLDivElement | null> {
  const service = useClassifyService();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = ref.current;
    const warmUp = (): void => {
      service.warmUp();
    };
    place?.addEventListener('pointerenter', warmUp, { once: true });
    place?.addEventListener('focusin', warmUp, { once: true });
    return () => {
      place?.removeEventListener('pointerenter', warmUp);
      place?.removeEventListener('focusin', warmUp);
    };
  }, [service]);
  return ref;
}
