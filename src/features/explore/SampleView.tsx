import { useEffect, useState, type ReactElement } from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { unknownQuality, unknownSidePx } from '../../core/dataset/sample-batch.ts';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { bytes, integer } from '../../ui/format.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { useGridFocus } from './grid-focus.ts';
import { Neighbours } from './Neighbours.tsx';
import {
  byteLengthOf,
  classWord,
  formatWord,
  generatorWord,
  labelKey,
  labelWord,
  splitWord,
  verdictWord,
  type SourceNames,
} from './sample-words.ts';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import { AllowAgain } from './RefusedFiles.tsx';
import { Traces, traceWords, type Enlarged } from './Traces.tsx';
import { useSample } from './use-picture.ts';
import { fitting } from './zoom.ts';
import { ZoomView } from './ZoomView.tsx';
import styles from './SampleView.module.css';

interface SampleViewProps {
  readonly id: number;
  readonly names: SourceNames;
  readonly narrow: boolean;
}

/** One sample at any size, with what is known of it. Beside the grid; a sheet over it on a narrow screen. */
export function SampleView({ id, names, narrow }: SampleViewProps): ReactElement {
  const { change } = useExploreSearch();
  const close = (): void => {
    change({ at: undefined });
    document.querySelector<HTMLElement>('[data-testid="sample-grid"]')?.focus();
  };
  const content = <Sample key={id} id={id} names={names} narrow={narrow} onClose={close} />;
  return narrow ? (
    <Sheet title="Sample" onClose={close}>
      {content}
    </Sheet>
  ) : (
    <aside className={styles['view']} aria-label="Sample">
      {content}
    </aside>
  );
}

function Sample({
  id,
  names,
  narrow,
  onClose,
}: SampleViewProps & { readonly onClose: () => void }): ReactElement {
  const sample = useSample(id);
  const refused = useExplore((state) => state.refused);
  const [zoom, setZoom] = useState(fitting);
  const [enlarged, setEnlarged] = useState<Enlarged | null>(null);
  const step = useStep(id);
  useEscape(onClose);
  useExplore((state) => state.selectionRevision);
  const selected = explore.selection.has(id);
  return (
    <div className={styles['sample']}>
      <div className={styles['buttons']}>
        <Button aria-label="Previous sample" onPress={() => void step(-1)}>
          ←
        </Button>
        <Button aria-label="Next sample" onPress={() => void step(1)}>
          →
        </Button>
        <Button
          aria-pressed={selected}
          onPress={() => {
            explore.selection.toggle(id);
          }}
        >
          {selected ? 'Selected' : 'Select'}
        </Button>
        {narrow ? null : (
          <span className={styles['close']}>
            <Button look="quiet" onPress={onClose}>
              Close
            </Button>
          </span>
        )}
      </div>
      {sample.status === 'failed' ? (
        <div className={styles['failed']}>
          <p>{sample.message}</p>
          {/* On a narrow screen the sample covers the row that offers it. */}
          {narrow && refused ? <AllowAgain /> : null}
        </div>
      ) : null}
      {sample.status === 'ready' ? (
        <>
          <div className={styles['picture']}>
            <ZoomView
              key={enlarged?.kind ?? 'picture'}
              url={enlarged?.url ?? sample.value.url}
              name={
                enlarged ? `${traceWords[enlarged.kind]} of ${sample.value.row.name}` : sample.value.row.name
              }
              zoom={zoom}
              onZoom={setZoom}
            />
          </div>
          <h2 className={styles['name']}>{sample.value.row.name}</h2>
          <Traces
            file={sample.value.file}
            enlarged={enlarged?.kind ?? null}
            onEnlarge={(next) => {
              setEnlarged(next);
              setZoom(fitting);
            }}
          />
          <Facts facts={factsOf(sample.value.row, names)} />
          <Neighbours row={sample.value.row} names={names} />
        </>
      ) : null}
    </div>
  );
}

function factsOf(row: SampleRow, names: SourceNames): readonly Fact[] {
  const size = byteLengthOf(row);
  return [
    [
      'Label',
      <span key="label" data-label={labelKey(row.label)} className={styles['label']}>
        {labelWord(row.label)}
      </span>,
    ],
    ['Generator', generatorWord(row.generator, names)],
    ['Class', classWord(row.classIndex, names)],
    ['Split', splitWord(row.split)],
    ['Folder', row.folder === '' ? null : row.folder],
    ['Format', formatWord(row.format)],
    [
      'Dimensions',
      row.widthPx === unknownSidePx ? null : `${integer(row.widthPx)} × ${integer(row.heightPx)} px`,
    ],
    ['File size', size === null ? null : bytes(size)],
    ['JPEG quality', row.jpegQuality === unknownQuality ? null : `about ${String(row.jpegQuality)} of 100`],
    ['Detector score', Number.isNaN(row.score) ? null : row.score.toFixed(3)],
    ['Verdict', Number.isNaN(row.score) ? null : verdictWord(row.verdict)],
  ];
}

/** To the neighbour in the view; the grid's focus goes along. */
function useStep(id: number): (by: 1 | -1) => Promise<void> {
  const { change } = useExploreSearch();
  return async (by) => {
    const at = await explore.positionOf(id);
    const matches = explore.store.getState().view?.matches ?? 0;
    const next = at + by;
    if (at < 0 || next < 0 || next >= matches) return;
    const neighbour = await explore.idAt(next);
    if (neighbour === null) return;
    useGridFocus.setState({ active: next, anchor: next });
    change({ at: neighbour });
  };
}

/** Escape closes it wherever the focus is, unless something nearer took the key: a selection, a dialog. */
function useEscape(onClose: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [onClose]);
}
