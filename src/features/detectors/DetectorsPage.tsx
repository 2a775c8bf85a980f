import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTitle } from '../../ui/use-title.ts';
import { Architectures } from './Architectures.tsx';
import { Models } from './Models.tsx';
import { OwnCheckpoints } from './OwnCheckpoints.tsx';
import { OwnModels } from './OwnModels.tsx';
import { useZooOpen } from './zoo.ts';
import styles from './DetectorsPage.module.css';

export function DetectorsPage(): ReactElement {
  useTitle('Detectors');
  useZooOpen();
  return (
    <div className={styles['page']}>
      <h1>Detectors</h1>
      <p>
        <Link to="/detectors/compare">Which of these disagree?</Link>{' '}
        <span className="quiet">Several detectors on one picture.</span>
      </p>
      <Models />
      <OwnCheckpoints />
      <OwnModels />
      <Architectures />
    </div>
  );
}
