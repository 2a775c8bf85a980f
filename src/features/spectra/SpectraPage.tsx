import { useMemo, type ReactElement } from 'react';
import { spectra } from '../../services/spectra.ts';
import { fromFileList, picturesOf } from '../../ui/incoming-files.ts';
import { useTitle } from '../../ui/use-title.ts';
import { useViewIntake, type ViewIntake } from '../../ui/view-intake.ts';
import { Autocorrelations } from './Autocorrelations.tsx';
import { Degrade } from './Degrade.tsx';
import { ExportBar } from './ExportBar.tsx';
import { Groups } from './Groups.tsx';
import { addGroups } from './group-files.ts';
import { Panels } from './Panels.tsx';
import { PeaksTable } from './PeaksTable.tsx';
import { Profiles } from './Profiles.tsx';
import { RecipeDrawer } from './RecipeDrawer.tsx';
import { RunBar } from './RunBar.tsx';
import { say, useComputing } from './spectra.ts';
import { useBesideReferences } from './use-references.ts';
import { useAddressGroups } from './use-address-groups.ts';
import { useFigure } from './use-figure.ts';
import { ViewBar } from './ViewBar.tsx';
import { mostGroups } from '../../state/spectra-store.ts';
import styles from './SpectraPage.module.css';

/** The trace that a generator leaves: averaged spectra of groups of pictures, side by side. */
export function SpectraPage(): ReactElement {
  useTitle('Spectra');
  useComputing();
  useDroppedGroups();
  useAddressGroups();
  const references = useBesideReferences();
  const figure = useFigure(references);
  const shown = figure.panels.length > 0;
  return (
    <div className={styles['page']}>
      <div className={styles['intro']}>
        <h1>Spectra</h1>
        <p className="prose quiet small">
          What many pictures of one source have in common once their content is taken away. Pictures stay in
          this page, and none is resized.
        </p>
      </div>
      <Groups references={references} />
      <RecipeDrawer />
      <RunBar figure={figure} />
      {shown ? (
        <>
          <ViewBar figure={figure} />
          <Panels figure={figure} />
          <ExportBar figure={figure} />
          <div className={styles['below']}>
            <Profiles figure={figure} />
            <PeaksTable figure={figure} />
          </div>
          <Autocorrelations figure={figure} />
        </>
      ) : null}
      <Degrade />
    </div>
  );
}

function useDroppedGroups(): void {
  const intake = useMemo((): ViewIntake => {
    const room = () => mostGroups - spectra.store.getState().groups.length;
    return {
      words: 'Drop pictures or folders to make groups of them',
      take: (files) => {
        say(addGroups(fromFileList(files), room()));
        return true;
      },
      takeFolder: (files) => {
        say(addGroups(picturesOf({ files, unreadable: [] }), room()));
        return true;
      },
    };
  }, []);
  useViewIntake(intake);
}
