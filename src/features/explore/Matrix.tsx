import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { integer } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { noGenerator } from '../../core/dataset/sample-batch.ts';
import { classWord, generatorWord, type SourceNames } from './sample-words.ts';
import { Thumbnail } from './Tile.tsx';
import { useExplore } from './use-explore.ts';
import styles from './Matrix.module.css';

interface MatrixProps {
  /** The tile side that was asked for; cells are somewhat smaller, so that a row of generators fits. */
  readonly tilePx: number;
  readonly names: SourceNames;
  readonly onOpen: (id: number) => void;
}

const footPx = 30;

/** Classes by generators, real first, as GenImage's first figure: a sample a cell, and a click shows the next of it. */
export function Matrix({ tilePx, names, onOpen }: MatrixProps): ReactElement | null {
  'use no memo'; // useVirtualizer answers with an object that changes without changing its identity
  const sidePx = Math.round(tilePx * 0.72);
  const rowPx = sidePx + footPx;
  const scroller = useRef<HTMLDivElement>(null);
  const revision = useExplore((state) => state.view?.revision ?? -1);
  const matrix = useLoaded(useCallback(() => explore.matrix(revision), [revision]));
  const rows = matrix.status === 'ready' ? matrix.value.classes : [];
  // eslint-disable-next-line react-hooks/incompatible-library -- hence 'use no memo' above
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 2,
  });
  if (matrix.status === 'failed') return <p role="alert">{matrix.message}</p>;
  if (matrix.status === 'loading') return null;
  const { generators, counts } = matrix.value;
  const columns = `minmax(96px, 150px) repeat(${String(generators.length)}, ${String(sidePx)}px)`;
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="Classes by generators"
    >
      <div
        role="table"
        aria-rowcount={rows.length + 1}
        aria-label="Samples by class and generator"
        className={styles['table']}
      >
        <div role="row" className={styles['header']} style={{ gridTemplateColumns: columns }}>
          <span role="columnheader">Class</span>
          {generators.map((generator) => (
            <span key={generator} role="columnheader" title={generatorWord(generator, names)}>
              {generator === noGenerator ? 'Real' : generatorWord(generator, names)}
            </span>
          ))}
        </div>
        <div className={styles['body']} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const classIndex = rows[index] ?? -1;
            return (
              <div
                key={classIndex}
                role="row"
                aria-rowindex={index + 2}
                className={styles['row']}
                style={{
                  gridTemplateColumns: columns,
                  height: rowPx,
                  transform: `translateY(${String(start)}px)`,
                }}
              >
                <span role="rowheader" className={styles['class']}>
                  {classWord(classIndex, names)}
                </span>
                {generators.map((generator, column) => (
                  <div key={generator} role="cell">
                    <Cell
                      revision={revision}
                      classIndex={classIndex}
                      generator={generator}
                      sidePx={sidePx}
                      count={counts[index * generators.length + column] ?? 0}
                      name={`${classWord(classIndex, names)}, ${generatorWord(generator, names)}`}
                      onOpen={onOpen}
                    />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface CellProps {
  readonly sidePx: number;
  readonly revision: number;
  readonly classIndex: number;
  readonly generator: number;
  readonly count: number;
  readonly name: string;
  readonly onOpen: (id: number) => void;
}

function Cell({ sidePx, revision, classIndex, generator, count, name, onOpen }: CellProps): ReactElement {
  const [nth, setNth] = useState(0);
  const at = count === 0 ? 0 : nth % count;
  const cell = useLoaded(
    useCallback(
      () => (count === 0 ? Promise.resolve(null) : explore.cell(revision, classIndex, generator, at)),
      [revision, classIndex, generator, at, count],
    ),
  );
  const id = cell.status === 'ready' ? cell.value : null;
  if (count === 0)
    return (
      <span className={styles['none']} style={{ width: sidePx, height: sidePx }}>
        none
      </span>
    );
  return (
    <div className={styles['cell']}>
      <button
        type="button"
        className={styles['step']}
        style={{ width: sidePx, height: sidePx }}
        aria-label={`${name}: ${integer(at + 1)} of ${integer(count)}. Show the next`}
        onClick={() => {
          setNth(at + 1);
        }}
      >
        {id === null ? null : <Thumbnail id={id} sizePx={sidePx} />}
      </button>
      <span className={styles['foot']}>
        <span className="small quiet numbers">
          {integer(at + 1)} / {integer(count)}
        </span>
        {id === null ? null : (
          <button
            type="button"
            className={styles['open']}
            aria-label={`Open ${name}, ${integer(at + 1)} of ${integer(count)}`}
            onClick={() => {
              onOpen(id);
            }}
          >
            open
          </button>
        )}
      </span>
    </div>
  );
}
