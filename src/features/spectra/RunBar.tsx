import type { ReactElement } from 'react';
import { spectra } from '../../services/spectra.ts';
import type { SpectraGroup } from '../../state/spectra-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { integer } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { degradationOf, searchOfRecipe } from './search.ts';
import { useChangeSearch, useSpectra, useSpectraSearch } from './spectra.ts';
import type { Figure } from './use-figure.ts';
import styles from './RunBar.module.css';

/** How far the work is, ways to hold it, and the stages that were passed. */
export function RunBar({ figure }: { readonly figure: Figure }): ReactElement | null {
  const groups = useSpectra((state) => state.groups);
  const paused = useSpectra((state) => state.paused);
  const search = useSpectraSearch();
  const change = useChangeSearch();
  if (groups.length === 0) return null;
  const working = groups.some(({ status }) => status === 'waiting' || status === 'running');
  const stopped = groups.some(({ status }) => status === 'cancelled');
  const { recipe } = figure;
  const more = !working && groups.some(({ files, drawn }) => drawn > 0 && files > drawn);
  return (
    <div className={styles['bar']} data-testid="run" data-working={working}>
      {working ? (
        <>
          <Work groups={groups} paused={paused} />
          <Button
            onPress={() => {
              if (paused) spectra.resume();
              else spectra.pause();
            }}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
          <Button
            onPress={() => {
              spectra.cancel();
            }}
          >
            Cancel
          </Button>
        </>
      ) : null}
      {stopped && !working ? (
        <Button
          onPress={() => {
            spectra.compute(recipe, degradationOf(search));
          }}
        >
          Go on
        </Button>
      ) : null}
      {more ? (
        <Button
          onPress={() => {
            change(searchOfRecipe({ ...recipe, images: recipe.images + 1000 - (recipe.images % 10) }));
          }}
        >
          Add 1,000 images
        </Button>
      ) : null}
      {figure.stages.length > 1 ? (
        <Chips
          name="Picture after so many images"
          value={String(figure.view.after)}
          choices={[
            ...figure.stages
              .slice(0, -1)
              .map((stage) => ({ key: String(stage), label: `After ${integer(stage)}` })),
            { key: '0', label: 'Newest' },
          ]}
          onChange={(key) => {
            change({ after: key === '0' ? undefined : Number(key) });
          }}
        />
      ) : null}
    </div>
  );
}

function Work({
  groups,
  paused,
}: {
  readonly groups: readonly SpectraGroup[];
  readonly paused: boolean;
}): ReactElement {
  const seen = groups.reduce((sum, group) => sum + group.seen, 0);
  const drawn = groups.reduce((sum, group) => sum + group.drawn, 0);
  const words = `${integer(seen)} of ${integer(drawn)} pictures${paused ? ', paused' : ''}`;
  return (
    <div className={styles['progress']}>
      <span className="small quiet numbers">{words}</span>
      <Progress label="Pictures added" fraction={drawn > 0 ? seen / drawn : null} valueText={words} />
    </div>
  );
}
