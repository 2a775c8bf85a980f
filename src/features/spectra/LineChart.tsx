import { useId, type ReactElement } from 'react';
import type { ProfileNumbers } from '../../contracts/spectrum.ts';
import { groupColour, groupDash } from './group-colours.ts';
import styles from './LineChart.module.css';

export interface ChartLine {
  readonly key: string;
  readonly name: string;
  readonly place: number;
  readonly xs: readonly number[];
  readonly profile: ProfileNumbers;
}

interface LineChartProps {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly xs: readonly [low: number, high: number];
  readonly ticks: readonly { readonly at: number; readonly words: string; readonly below?: string }[];
  /** Where the crosshair is, on the same axis; null: nowhere. */
  readonly pointer: number | null;
}

const width = 560;
const height = 260;
const left = 40;
const right = 8;
const top = 8;
const bottom = 34;

/** Lines with their 95 % bands over one axis; decibels upwards. */
export function LineChart({ label, lines, xs, ticks, pointer }: LineChartProps): ReactElement {
  const clip = useId();
  const [low, high] = decibelRange(lines);
  const x = (value: number) => left + ((value - xs[0]) / (xs[1] - xs[0])) * (width - left - right);
  const y = (value: number) => top + ((high - value) / (high - low)) * (height - top - bottom);
  const step = niceStep(high - low);
  const levels = Array.from(
    { length: Math.floor(high / step) - Math.ceil(low / step) + 1 },
    (_, n) => (Math.ceil(low / step) + n) * step,
  );
  return (
    <svg
      className={styles['chart']}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={label}
    >
      {levels.map((level) => (
        <g key={level}>
          <line className={styles['grid']} x1={left} x2={width - right} y1={y(level)} y2={y(level)} />
          <text x={left - 6} y={y(level) + 4} textAnchor="end">
            {String(level).replace('-', '−')}
          </text>
        </g>
      ))}
      {ticks.map(({ at, words, below }) => (
        <g key={at}>
          <line className={styles['grid']} x1={x(at)} x2={x(at)} y1={top} y2={height - bottom} />
          <text x={x(at)} y={height - bottom + 14} textAnchor={at === xs[1] ? 'end' : 'middle'}>
            {words}
          </text>
          {below === undefined ? null : (
            <text x={x(at)} y={height - bottom + 28} textAnchor={at === xs[1] ? 'end' : 'middle'}>
              {below}
            </text>
          )}
        </g>
      ))}
      <clipPath id={clip}>
        <rect x={left} y={top} width={width - left - right} height={height - top - bottom} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {lines.map((line) => (
          <path key={`${line.key} band`} d={band(line, x, y)} fill={groupColour(line.place)} opacity="0.16" />
        ))}
        {lines.map((line) => (
          <path
            key={line.key}
            d={path(line.xs, line.profile.decibel, x, y)}
            fill="none"
            stroke={groupColour(line.place)}
            strokeWidth="1.6"
            strokeDasharray={groupDash(line.place)}
          />
        ))}
      </g>
      {pointer === null ? null : (
        <line className={styles['pointer']} x1={x(pointer)} x2={x(pointer)} y1={top} y2={height - bottom} />
      )}
    </svg>
  );
}

type Place = (value: number) => number;

function path(xs: readonly number[], values: ArrayLike<number>, x: Place, y: Place): string {
  return xs
    .map((at, k) => [at, values[k] ?? NaN] as const)
    .filter(([, value]) => value > -100)
    .map(([at, value], n) => `${n === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
}

/** Nothing where there is no band: a group of one picture has none. */
function band({ xs, profile }: ChartLine, x: Place, y: Place): string {
  const known = xs.flatMap((at, k) => {
    const low = profile.low[k] ?? NaN;
    const high = profile.high[k] ?? NaN;
    return low > -100 && Number.isFinite(high) ? [{ at, low, high }] : [];
  });
  if (known.length === 0) return '';
  const there = known.map(({ at, high }) => `${x(at).toFixed(1)} ${y(high).toFixed(1)}`);
  const back = known.reverse().map(({ at, low }) => `${x(at).toFixed(1)} ${y(low).toFixed(1)}`);
  return `M${[...there, ...back].join('L')}Z`;
}

function decibelRange(lines: readonly ChartLine[]): readonly [low: number, high: number] {
  const all = lines
    .flatMap(({ profile }) => [...profile.decibel])
    .filter((value) => value > -100)
    .sort((a, b) => a - b);
  // The first points, where the high-pass or the pictures' light rules, would squeeze the rest together.
  const least = all[Math.floor(all.length * 0.01)] ?? 0;
  const most = all[Math.ceil(all.length * 0.995) - 1] ?? 1;
  const room = Math.max(1, (most - least) * 0.06);
  return [least - room, most + room];
}

function niceStep(span: number): number {
  return [1, 2, 5, 10, 20, 50].find((step) => span / step <= 8) ?? 100;
}
