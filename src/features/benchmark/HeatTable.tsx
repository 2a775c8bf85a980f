import { useState, type CSSProperties, type KeyboardEvent, type ReactElement } from 'react';
import type { Estimate } from '../../core/evaluation/estimate.ts';
import { integer } from '../../ui/format.ts';
import styles from './HeatTable.module.css';

export interface HeatCell {
  /** null: there is none. */
  readonly value: number | null;
  /** 95 %; null where it has none, as a published value. */
  readonly interval: readonly [low: number, high: number] | null;
  /** How many pictures it rests on; null where that is not known. */
  readonly images: number | null;
  /** A quiet line below, such as the published value. */
  readonly beside?: string | null;
}

/** A measured figure as a cell. */
export function heatCell(estimate: Estimate | null | undefined, beside: string | null = null): HeatCell {
  return estimate
    ? { value: estimate.value, interval: [estimate.low, estimate.high], images: estimate.n, beside }
    : { value: null, interval: null, images: null, beside };
}

export interface HeatRow {
  readonly key: string;
  readonly name: string;
  readonly note?: string | undefined;
  /** Its cells cannot be opened, and are set apart: what others published. */
  readonly quiet?: boolean;
  readonly cells: readonly HeatCell[];
}

interface HeatTableProps {
  readonly label: string;
  readonly corner: string;
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly HeatRow[];
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
          {rows.map(({ key, name, note, quiet, cells }, row) => (
            <tr key={key} data-quiet={quiet ? '' : undefined}>
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
                    onOpen && !quiet
                      ? () => {
                          onOpen(row, column);
                        }
                      : undefined
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
  cell: { value, interval, images, beside = null },
  write,
  shade,
  at,
  tabbable,
  name,
  onFocus,
  onOpen,
}: HeatDataProps): ReactElement {
  if (value === null)
    return <td className={styles['none']}>–{beside === null ? null : <small>{beside}</small>}</td>;
  const words = (
    <>
      <span data-value={value}>{write(value)}</span>
      {interval ? (
        <small>
          {write(interval[0])}–{write(interval[1])}
        </small>
      ) : null}
      {images === null ? null : <small>n {integer(images)}</small>}
      {beside === null ? null : <small>{beside}</small>}
    </>
  );
  const tint = { '--shade': `${String(Math.round(Math.min(1, Math.max(0, shade(value))) * 45))}%` };
  const spoken = [
    `${name}: ${write(value)}`,
    ...(interval ? [`95 % interval ${write(interval[0])} to ${write(interval[1])}`] : []),
    ...(images === null ? [] : [`of ${integer(images)} pictures`]),
    ...(beside === null ? [] : [beside]),
  ].join(', ');
  return (
    <td className={styles['cell']} style={tint as CSSProperties}>
      {onOpen ? (
        <button
          type="button"
          className={styles['open']}
          data-at={at}
          tabIndex={tabbable ? 0 : -1}
          aria-label={`${spoken}. Show them, failures first`}
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
