import { useCallback, useMemo, type ReactElement } from 'react';
import { byteLengthBinStart } from '../../core/dataset/bins.ts';
import type { BiasAudit } from '../../core/evaluation/bias-audit.ts';
import type { BiasFeature } from '../../core/evaluation/bias-features.ts';
import type { EstimatedAuc } from '../../core/evaluation/cross-validation.ts';
import type { DatasetAudit } from '../../core/evaluation/dataset-audit.ts';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { bytes, integer } from '../../ui/format.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { formatWord } from './sample-words.ts';
import { matchingOf, readMatching, writeMatching } from './search.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './AuditDialog.module.css';

const featureWords: Readonly<Record<BiasFeature, string>> = {
  format: 'Format',
  size: 'Size in pixels',
  quality: 'JPEG quality',
  byteLength: 'File size',
};

/** The same seed draws the same subset, so that an address can name it. */
const seed = 1;
const shownValues = 4;

/** Whether a detector could score well on this set by looking at the files instead of the pictures. */
export function AuditDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { search } = useExploreSearch();
  const of = useMemo(
    () => (search.matched === undefined ? null : readMatching(search.matched)) ?? matchingOf(search, seed),
    [search],
  );
  const audit = useLoaded(useCallback((signal: AbortSignal) => explore.audit(of, signal), [of]));
  return (
    <Dialog title="Bias audit" onClose={onClose} wide>
      <p className="small quiet">
        How well facts of the files alone tell real from AI-generated among the samples that{' '}
        {search.matched === undefined ? 'are shown' : 'the matched subset was drawn from'}. AUC 0.5: not at
        all. 1: always, and a detector may have learned nothing else. Cross-validated, with 95 % intervals.
      </p>
      {audit.status === 'loading' ? <p role="status">Comparing…</p> : null}
      {audit.status === 'failed' ? <p role="alert">{audit.message}</p> : null}
      {audit.status === 'ready' && audit.value ? <Findings audit={audit.value} onClose={onClose} /> : null}
      {audit.status === 'ready' && !audit.value ? (
        <p>The samples changed meanwhile. Open the audit again.</p>
      ) : null}
      <div>
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function Findings({
  audit: { audit, offending, subset },
  onClose,
}: {
  readonly audit: DatasetAudit;
  readonly onClose: () => void;
}): ReactElement {
  const { search, change } = useExploreSearch();
  const shown = search.matched !== undefined;
  return (
    <>
      <p>
        <strong>{verdictOf(audit, offending)}</strong>
      </p>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">AUC</th>
            <th scope="col">Known of</th>
            {subset ? <th scope="col">In the matched subset</th> : null}
          </tr>
        </thead>
        <tbody>
          {audit.features.map(({ feature, auc, samples }, i) => (
            <tr key={feature} data-offends={offending.includes(feature)}>
              <th scope="row">{featureWords[feature]}</th>
              <td className="numbers">{aucWords(auc)}</td>
              <td className="numbers">{integer(samples)}</td>
              {subset ? <td className="numbers">{aucWords(subset.audit.features[i]?.auc ?? null)}</td> : null}
            </tr>
          ))}
          <tr>
            <th scope="row">All together</th>
            <td className="numbers">{aucWords(audit.together.auc)}</td>
            <td className="numbers">{integer(audit.together.samples)}</td>
            {subset ? <td className="numbers">{aucWords(subset.audit.together.auc)}</td> : null}
          </tr>
        </tbody>
      </table>
      {offending.length > 0 ? <Causes audit={audit} offending={offending} /> : null}
      {subset ? (
        <div className={styles['subset']}>
          <p>
            In {integer(subset.ids.length)} samples, as many real as generated with the same{' '}
            {subset.matched.map((feature) => featureWords[feature].toLowerCase()).join(', ')}, these facts
            tell nothing.
            {subset.apart.length > 0
              ? ` ${subset.apart.map((feature) => featureWords[feature]).join(', ')} could not be matched: hardly any value is found under both labels.`
              : ''}
          </p>
          <Button
            onPress={() => {
              change({ matched: shown ? undefined : writeMatching(search, seed), at: undefined }, true);
              onClose();
            }}
          >
            {shown ? 'Show all again' : 'Show only these'}
          </Button>
        </div>
      ) : offending.length > 0 ? (
        <p>
          No subset is free of it: real and generated samples hardly share a value of{' '}
          {offending.map((feature) => featureWords[feature].toLowerCase()).join(', ')}. Compare them only
          after encoding both alike.
        </p>
      ) : null}
    </>
  );
}

function verdictOf({ real, ai, together }: BiasAudit, offending: readonly BiasFeature[]): string {
  if (real === 0 || ai === 0) return 'There are no samples of both labels to compare.';
  if (!together.auc) return 'Too few facts are known. Let the page look into all files first (About).';
  if (offending.length === 0) return 'The facts of the files do not give the label away.';
  return 'The files give the label away: results on this set may measure them instead of the pictures.';
}

function aucWords(auc: EstimatedAuc | null): string {
  return auc ? `${auc.value.toFixed(3)} (${auc.low.toFixed(3)}–${auc.high.toFixed(3)})` : '–';
}

/** The commonest values under each label: what the prediction rests on. */
function Causes({
  audit,
  offending,
}: {
  readonly audit: BiasAudit;
  readonly offending: readonly BiasFeature[];
}): ReactElement {
  return (
    <section className={styles['causes']}>
      <h3>What it rests on</h3>
      {audit.features
        .filter(({ feature }) => offending.includes(feature))
        .map(({ feature, values }) => (
          <div key={feature}>
            <h4>{featureWords[feature]}</h4>
            <ul>
              {values.slice(0, shownValues).map(({ value, real, ai }) => (
                <li key={value}>
                  <span>{valueWords(feature, value)}</span>
                  <Share real={real / Math.max(1, audit.real)} ai={ai / Math.max(1, audit.ai)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </section>
  );
}

function Share({ real, ai }: { readonly real: number; readonly ai: number }): ReactElement {
  const words = (share: number): string => `${String(Math.round(share * 100))}\u00a0%`;
  return (
    <span className={styles['share']}>
      <span className={styles['real']} style={{ width: `${String(real * 45)}%` }} />
      <span className="small numbers">{words(real)} of real</span>
      <span className={styles['ai']} style={{ width: `${String(ai * 45)}%` }} />
      <span className="small numbers">{words(ai)} of AI</span>
    </span>
  );
}

function valueWords(feature: BiasFeature, value: number): string {
  switch (feature) {
    case 'format':
      return formatWord(value);
    case 'size':
      return `${integer(Math.floor(value / 65_536))} × ${integer(value % 65_536)}`;
    case 'quality':
      return value === 0 ? 'no JPEG' : `quality ${String(value)}`;
    case 'byteLength':
      return `${bytes(byteLengthBinStart(value))} to below ${bytes(byteLengthBinStart(value + 1))}`;
    default:
      return feature satisfies never;
  }
}
