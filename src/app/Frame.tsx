import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactElement } from 'react';
import { Announcer } from '../features/classify/Announcer.tsx';
import { DropOverlay } from '../features/classify/DropOverlay.tsx';
import { useWindowIntake } from '../features/classify/use-incoming.ts';
import { BenchmarkChip } from './BenchmarkChip.tsx';
import { DetectorPicker } from './DetectorPicker.tsx';
import { Notices } from './Notices.tsx';
import { QueueChip } from './QueueChip.tsx';
import { RuntimeBadge } from './RuntimeBadge.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { useConfigureFromAddress } from './use-configure.ts';
import styles from './Frame.module.css';

const views = [
  { to: '/', name: 'Classify' },
  { to: '/explore', name: 'Explore' },
  { to: '/spectra', name: 'Spectra' },
  { to: '/benchmark', name: 'Benchmark' },
  { to: '/detectors', name: 'Detectors' },
  { to: '/about', name: 'About' },
] as const;

export function Frame(): ReactElement {
  useConfigureFromAddress();
  const navigate = useNavigate();
  const showList = useCallback(() => {
    // On the list already: its filter and order stay.
    void navigate({ to: '/', search: (search) => search });
  }, [navigate]);
  const dragging = useWindowIntake(showList);
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#main">
        Skip to the content
      </a>
      <header className={styles['bar']}>
        <Link to="/" className={styles['name']} activeOptions={{ exact: true, includeSearch: false }}>
          Telltale
        </Link>
        <nav className={styles['nav']} aria-label="Views">
          {views.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              className={styles['link']}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className={styles['tools']}>
          <QueueChip />
          <BenchmarkChip />
          <DetectorPicker />
          <RuntimeBadge />
          <ThemeSwitch />
        </div>
      </header>
      <main id="main" className={styles['main']} tabIndex={-1}>
        <Outlet />
      </main>
      <Notices />
      <Announcer />
      {dragging ? <DropOverlay /> : null}
    </div>
  );
}
