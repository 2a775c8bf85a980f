import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { addSampleGroup } from '../../services/sample-groups.ts';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { DrawSample } from './DrawSample.tsx';
import { classifySelected, exportSelected, mostToClassify } from './selected.ts';
import { mostCompared } from './search.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './SelectionBar.module.css';

/** What may be done with the samples that were picked; without any, how to pick all. */
export function SelectionBar(): ReactElement {
  const selected = useExplore((state) => state.selected);
  const matches = useExplore((state) => state.view?.matches ?? 0);
  const sourceName = useExplore(({ source }) =>
    source.status === 'open' ? source.report.name : 'name' in source ? source.name : '',
  );
  const { change } = useExploreSearch();
  const navigate = useNavigate();
  const { selection } = explore;
  const [drawing, setDrawing] = useState(false);
  return (
    <div className={styles['bar']} role="group" aria-label="Selection">
      <span className="small numbers" role="status">
        {selected === 0 ? 'None selected' : `${integer(selected)} selected`}
      </span>
      <Button look="quiet" isDisabled={matches === 0} onPress={() => void selection.addAll()}>
        All shown
      </Button>
      <Button
        look="quiet"
        isDisabled={matches === 0}
        onPress={() => {
          setDrawing(true);
        }}
      >
        Random
      </Button>
      {drawing ? (
        <DrawSample
          matches={matches}
          onClose={() => {
            setDrawing(false);
          }}
        />
      ) : null}
      {selected > 0 ? (
        <>
          <Button look="quiet" onPress={() => void selection.invert()}>
            Invert
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              selection.clear();
            }}
          >
            None
          </Button>
          <span className={styles['actions']}>
            {selected >= 2 && selected <= mostCompared ? (
              <Button
                onPress={() => {
                  change({ compare: Array.from(selection.ids()).join(',') }, true);
                }}
              >
                Compare
              </Button>
            ) : null}
            <Button
              isDisabled={selected > mostToClassify}
              onPress={() => {
                void classifySelected().then((any) => {
                  if (any)
                    void navigate({
                      to: '/',
                      search: ({ detector, backend, threads }) => ({ detector, backend, threads }),
                    });
                });
              }}
            >
              Classify
            </Button>
            <Button
              aria-label="Spectra of the selection"
              onPress={() => {
                void addSampleGroup(`Selection of ${sourceName}`, { kind: 'ids', ids: selection.ids() });
                void navigate({ to: '/spectra' });
              }}
            >
              Spectra
            </Button>
            <Button onPress={() => void exportSelected()}>Export CSV</Button>
          </span>
        </>
      ) : null}
    </div>
  );
}
