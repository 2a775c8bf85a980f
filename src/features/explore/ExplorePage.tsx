import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { openedSet, requestOfSet } from '../../services/named-sets.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { narrowScreen, useMediaQuery } from '../../ui/use-media-query.ts';
import { useTitle } from '../../ui/use-title.ts';
import { CompareView } from './CompareView.tsx';
import { ExploreToolbar } from './ExploreToolbar.tsx';
import { Facets } from './Facets.tsx';
import { Grid } from './Grid.tsx';
import { Matrix } from './Matrix.tsx';
import { MissingFiles } from './MissingFiles.tsx';
import { NothingShown } from './NothingShown.tsx';
import { openSource } from './open-source.ts';
import { RefusedFiles } from './RefusedFiles.tsx';
import { SampleView } from './SampleView.tsx';
import type { SourceNames } from './sample-words.ts';
import { readCompared, readMatching, shownOf, usualTile, type ExploreSearch } from './search.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { SourceBar } from './SourceBar.tsx';
import { OpeningScreen, StartScreen } from './StartScreen.tsx';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import { useExploreIntake } from './use-explore-intake.ts';
import { useSlash } from './use-slash.ts';
import { useSourceNames } from './use-source-names.ts';
import styles from './ExplorePage.module.css';

export function ExplorePage(): ReactElement {
  useTitle('Explore');
  useSlash();
  useExploreIntake();
  const { search } = useExploreSearch();
  useSetOfAddress(search.set ?? null);
  useViewOfAddress(search);
  useSubsetOfAddress(search.matched ?? null);
  const status = useExplore((state) => state.source.status);
  const samples = useExplore((state) => state.view?.samples ?? 0);
  const opening = useExplore((state) => (state.source.status === 'opening' ? state.source : null));
  if (status === 'none' || status === 'failed') return <StartScreen />;
  if (samples === 0 && opening) return <OpeningScreen name={opening.name} found={opening.found} />;
  return <OpenSource search={search} />;
}

/** What lies on a person's disk has no address: opening it leaves `set` empty, and an empty one closes nothing. */
function useSetOfAddress(set: string | null): void {
  const status = useExplore((state) => state.source.status);
  useEffect(() => {
    if (set === null || (set === openedSet.current && status !== 'none')) return;
    openedSet.current = set;
    void openSource(requestOfSet(set));
  }, [set, status]);
}

function useViewOfAddress(search: ExploreSearch): void {
  const shown = useMemo(() => shownOf(search), [search]);
  const key = JSON.stringify(shown);
  const status = useExplore((state) => state.source.status);
  useEffect(() => {
    explore.show(JSON.parse(key) as typeof shown);
  }, [key, status]);
}

/** The matched subset is drawn anew from its seed, among the samples that the address names. */
function useSubsetOfAddress(matched: string | null): void {
  const status = useExplore((state) => state.source.status);
  useEffect(() => {
    if (status === 'open') void explore.match(matched === null ? null : readMatching(matched));
  }, [matched, status]);
}

function OpenSource({ search }: { readonly search: ExploreSearch }): ReactElement {
  const narrow = useMediaQuery(narrowScreen);
  const names = useSourceNames();
  const [filtering, setFiltering] = useState(false);
  const view = search.view ?? 'grid';
  const compared = readCompared(search);
  return (
    <div className={styles['explore']}>
      <h1 className="visually-hidden">Explore</h1>
      <SourceBar />
      <div>
        <MissingFiles />
        <RefusedFiles />
      </div>
      <div className={styles['work']}>
        {narrow ? null : (
          <aside className={styles['facets']} aria-label="Filters">
            <Facets names={names} />
          </aside>
        )}
        <section className={styles['samples']} aria-label="Samples">
          <ExploreToolbar
            view={view}
            onFilters={
              narrow
                ? () => {
                    setFiltering(true);
                  }
                : null
            }
          />
          <Samples search={search} names={names} />
          <SelectionBar />
        </section>
        {search.at === undefined ? null : <SampleView id={search.at} names={names} narrow={narrow} />}
      </div>
      {compared.length > 1 ? <CompareView ids={compared} names={names} /> : null}
      {narrow && filtering ? (
        <Sheet
          title="Filters"
          onClose={() => {
            setFiltering(false);
          }}
        >
          <Facets names={names} titled={false} />
        </Sheet>
      ) : null}
    </div>
  );
}

function Samples({
  search,
  names,
}: {
  readonly search: ExploreSearch;
  readonly names: SourceNames;
}): ReactElement | null {
  const { change } = useExploreSearch();
  const matches = useExplore((state) => state.view?.matches ?? null);
  const open = useCallback(
    (id: number) => {
      // The first one opened is a step that Back undoes; going from one to the next is not.
      change({ at: id }, search.at === undefined);
    },
    [change, search.at],
  );
  if (matches === null) return null;
  if (matches === 0) return <NothingShown />;
  return search.view === 'matrix' ? (
    <Matrix tilePx={search.tile ?? usualTile} names={names} onOpen={open} />
  ) : (
    <Grid matches={matches} tilePx={search.tile ?? usualTile} onOpen={open} />
  );
}
