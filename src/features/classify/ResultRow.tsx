import type { CSSProperties, ReactElement } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import type { ClassifyItem } from '../../state/classify-store.ts';
import { percentBeside } from '../../ui/format.ts';
import { kindOf } from './item-view.ts';
import { MiniScale } from '../../ui/ProbabilityScale.tsx';
import { VerdictChip } from './VerdictChip.tsx';
import { rowLabel, statusWords } from './verdict-words.ts';
import styles from './ResultRow.module.css';

interface ResultRowProps {
  readonly item: ClassifyItem;
  /** Of the detector that judged it. */
  readonly card: ModelCard | null;
  /** Whether the row says which detector that was. */
  readonly named: boolean;
  readonly optionId: string;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly style: CSSProperties;
  readonly onChoose: () => void;
}

/** One picture of the list. The list holds the focus and answers the keyboard; a row only takes clicks. */
export function ResultRow(props: ResultRowProps): ReactElement {
  const { item, card, named, selected } = props;
  const kind = kindOf(item);
  const verdict = item.outcome?.verdict ?? null;
  const operatingPoint = card?.operatingPoint ?? null;
  const detector = named ? (card?.name ?? null) : null;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the listbox has both
    <div
      role="option"
      id={props.optionId}
      aria-selected={selected}
      aria-setsize={props.count}
      aria-posinset={props.index + 1}
      aria-label={detector === null ? rowLabel(item) : `${rowLabel(item)}, judged by ${detector}`}
      className={styles['row']}
      style={props.style}
      data-testid="result-row"
      data-name={item.name}
      data-status={item.status}
      data-kind={kind}
      data-detector={item.outcome?.modelId}
      {...(verdict ? { 'data-probability': verdict.probability } : {})}
      onClick={props.onChoose}
    >
      <span className={styles['thumbnail']}>
        {item.thumbnailUrl === null ? null : <img src={item.thumbnailUrl} alt="" decoding="async" />}
      </span>
      <span className={styles['name']}>{item.name}</span>
      <span className={styles['chip']}>
        <VerdictChip kind={kind} words={statusWords(item)} />
        {detector === null ? null : <span className={styles['detector']}>{detector}</span>}
      </span>
      <span className={styles['probability']}>
        {verdict
          ? percentBeside(
              verdict.probability,
              operatingPoint ? [operatingPoint.cameraBelow, operatingPoint.aiAbove] : [],
            )
          : ''}
      </span>
      <span className={styles['scale']}>
        {verdict && operatingPoint ? <MiniScale verdict={verdict} operatingPoint={operatingPoint} /> : null}
      </span>
    </div>
  );
}
