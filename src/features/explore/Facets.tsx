import type { ReactElement } from 'react';
import type { FacetName } from '../../core/dataset/facets.ts';
import { readRuns, writeRuns } from '../../core/dataset/number-runs.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceFacet, type FacetChoice } from './ChoiceFacet.tsx';
import { DetectorChoice } from './DetectorChoice.tsx';
import type { HistogramName } from './facet-bins.ts';
import { FolderFacet } from './FolderFacet.tsx';
import { HistogramFacet } from './HistogramFacet.tsx';
import {
  classWord,
  formatWord,
  generatorWord,
  labelWord,
  splitWord,
  verdictWord,
  type SourceNames,
} from './sample-words.ts';
import { isFiltered, withoutFilters } from './search.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './Facets.module.css';

const none: readonly string[] = [];

type ChoiceName = Exclude<FacetName, HistogramName>;

/** The code that a bin stands for; the last bin of these counts the unknown, whose code is none of theirs. */
const codeOfUnknown = 255;

const titles: Readonly<Record<FacetName, string>> = {
  label: 'Label',
  generator: 'Generator',
  class: 'Class',
  split: 'Split',
  format: 'Format',
  verdict: 'Verdict',
  score: 'Detector score',
  width: 'Width, px',
  height: 'Height, px',
  quality: 'JPEG quality',
  byteLength: 'File size',
};

const choiceFacets: readonly ChoiceName[] = ['label', 'generator', 'class', 'split', 'format', 'verdict'];
const histogramFacets: readonly HistogramName[] = ['score', 'width', 'height', 'quality', 'byteLength'];

/** Everything that the view can be narrowed by. The counts say what choosing another value would show. */
export function Facets({
  names,
  titled = true,
}: {
  readonly names: SourceNames;
  /** Not where what holds it has the title. */
  readonly titled?: boolean;
}): ReactElement {
  const view = useExplore((state) => state.view);
  const folders = useExplore((state) => state.summary?.folders ?? none);
  const { search, change, replace } = useExploreSearch();
  const set = (name: FacetName) => (bins: readonly number[]) => {
    change({ [name]: writeRuns(bins) });
  };
  const chosen = (name: FacetName): readonly number[] => {
    const text = search[name];
    return text === undefined ? [] : readRuns(text);
  };
  return (
    <div className={styles['facets']}>
      <div className={styles['heading']}>
        <h2 className={titled ? undefined : 'visually-hidden'}>Filter</h2>
        {isFiltered(search) ? (
          <Button
            look="quiet"
            onPress={() => {
              replace(withoutFilters(search));
            }}
          >
            Clear all
          </Button>
        ) : null}
      </div>
      {view ? (
        <>
          {choiceFacets.map((name) => {
            const choices = choicesOf(name, view.facets[name], names);
            const worthShowing = choices.length > 1 || chosen(name).length > 0;
            return worthShowing ? (
              <ChoiceFacet
                key={name}
                title={titles[name]}
                choices={choices}
                chosen={chosen(name)}
                searchable={name === 'class' && choices.length > 12}
                onChange={set(name)}
              />
            ) : null;
          })}
          <FolderFacet
            folders={folders}
            counts={view.folders}
            at={search.folder ?? ''}
            onChange={(folder) => {
              change({ folder: folder === '' ? undefined : folder });
            }}
          />
          <DetectorChoice />
          {histogramFacets.map((name) => (
            <HistogramFacet
              key={name}
              name={name}
              title={titles[name]}
              counts={view.facets[name]}
              chosen={chosen(name)}
              onChange={set(name)}
            />
          ))}
        </>
      ) : null}
    </div>
  );
}

/** The values that any sample of the source has, and 'unknown' where there is one; classes by name. */
function choicesOf(name: ChoiceName, counts: Uint32Array, names: SourceNames): FacetChoice[] {
  const last = counts.length - 1;
  const listed = name === 'class' ? names.classes.length : name === 'generator' ? names.generators.length : 0;
  const bins = Array.from(counts.keys()).filter((bin) => bin < listed || (counts[bin] ?? 0) > 0);
  const choices = bins.map((bin) => {
    const id = name === 'class' ? names.classes[bin] : undefined;
    const code = bin === last && name !== 'class' ? codeOfUnknown : bin;
    return {
      bin,
      name: wordOf(name, code, names),
      count: counts[bin] ?? 0,
      ...(id === undefined ? {} : { id }),
    };
  });
  return name === 'class' ? choices.sort((a, b) => a.name.localeCompare(b.name, 'en')) : choices;
}

function wordOf(name: ChoiceName, code: number, names: SourceNames): string {
  switch (name) {
    case 'label':
      return labelWord(code);
    case 'generator':
      return generatorWord(code, names);
    case 'class':
      return classWord(code, names);
    case 'split':
      return splitWord(code);
    case 'format':
      return formatWord(code);
    case 'verdict':
      return verdictWord(code);
    default:
      return name satisfies never;
  }
}
