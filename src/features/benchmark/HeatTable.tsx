import { useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Estimate } from '../../core/benchmark/figures.ts';
import styles from './HeatTable.module.css';

export interface HeatCell {
  readonly estimate: Estimate | null;
  /** How many pictures it rests on. */
  readonly images: number;
  /** A quiet line below, such as the published value. */
  readonly beside?: string | null;
}

interface HeatTableProps {
  readonly label: string;
  readonly corner: string;
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly note?: string;
    readonly cells: readonly HeatCell[];
  }[];
  /** Writes a value; intervals are written by it too. */
  readonly write: (value: number) => string;
  /** 0..1: how strongly a value is tinted. */
  readonly shade: (value: number) => number;
  /** Opens the pictures of a cell; absent where they cannot be opened. */
  readonly onOpen?: ((row: number, column: number) => void) | undefined;
}

/**
 * Numbers with their intervals, tinted by size. One cell is reached by Tab and arrow keys go from there, so that a large
 * table is one stop of the keyboard.
 */
export function HeatTable({
  label,
  corner,
  columns,
  rows,
  write,
  shade,
  onOpen,
}: HeatTableProps): ReactElement {
  const [focus, setFocus] = useState<readonly [row: number, column: number]>([0, 0]);
  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const step = steps[event.key];
    const target = event.target instanceof HTMLElement ? event.target.closest('[data-at]') : null;
    if (!step || !target) return;
    const [row = 0, column = 0] = (target.getAttribute('data-at') ?? '').split(',').map(Number);
    const next = event.currentTarget.querySelector<HTMLElement>(
      `[data-at="${String(row + step[0])},${String(column + step[1])}"]`,
    );
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by Tab
    <div className={styles['box']} role="region" aria-label={label} tabIndex={0}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys go from button to button */}
      <table className={styles['table']} aria-label={label} onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, note, cells }, row) => (
            <tr key={key}>
              <th scope="row">
                {name}
                {note === undefined ? null : <small>{note}</small>}
              </th>
              {cells.map((cell, column) => (
                <HeatData
                  key={columns[column]?.key ?? column}
                  cell={cell}
                  write={write}
                  shade={shade}
                  at={`${String(row)},${String(column)}`}
                  tabbable={focus[0] === row && focus[1] === column}
                  name={`${name}, ${columns[column]?.name ?? ''}`}
                  onFocus={() => {
                    setFocus([row, column]);
                  }}
                  onOpen={
                    onOpen &&
                    (() => {
                      onOpen(row, column);
                    })
                  }
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

interface HeatDataProps extends Pick<HeatTableProps, 'write' | 'shade'> {
  readonly cell: HeatCell;
  readonly at: string;
  readonly tabbable: boolean;
  readonly name: string;
  readonly onFocus: () => void;
  readonly onOpen?: (() => void) | undefined;
}

function HeatData({
  cell: { estimate, images, beside },
  write,
  shade,
  at,
  tabbable,
  name,
  onFocus,
  onOpen,
}: HeatDataProps): ReactElement {
  if (!estimate)
    return (
      <td className={styles['none']}>
        –{beside ? <small>{beside}</small> : null}
      </td>
    );
  const { value, low, high } = estimate;
  const words = (
    <>
      <span data-value={value}>{write(value)}</span>
      <small>
        {write(low)}–{write(high)}
      </small>
      <small>n {images.toLocaleString('en')}</small>
      {beside ? <small>{beside}</small> : null}
    </>
  );
  const tint = { '--shade': `${String(Math.round(Math.min(1, Math.max(0, shade(value))) * 45))}%` };
  return (
    <td className={styles['cell']} style={tint as React.CSSProperties}>
      {onOpen ? (
        <button
          type="button"
          className={styles['open']}
          data-at={at}
          tabIndex={tabbable ? 0 : -1}
          aria-label={`${name}: ${write(value)}, 95 % interval ${write(low)} to ${write(high)}, of ${String(images)} pictures. Show them, failures first`}
          onFocus={onFocus}
          onClick={onOpen}
        >
          {words}
        </button>
      ) : (
        <span className={styles['open']}>{words}</span>
      )}
    </td>
  );
}
