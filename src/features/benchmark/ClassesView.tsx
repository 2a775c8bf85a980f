import { useEffect, useState, type ReactElement } from 'react';
import { loadImagenetClasses } from '../../core/dataset/imagenet-classes.ts';
import { unknownClass } from '../../core/dataset/sample-batch.ts';
import { integer } from '../../ui/format.ts';
import { ConditionPick, Pick, useCondition, useShown } from './Choosers.tsx';
import { heatCell, HeatTable } from './HeatTable.tsx';
import { useSource } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import { useOpenPictures } from './use-open-pictures.ts';

const none: readonly string[] = [];
const write = (value: number): string => (value * 100).toFixed(1);
const orders = [
  ['worst', 'Worst first'],
  ['name', 'By name'],
] as const;

/** How often each detector is right on what the pictures show, with few pictures drawn towards the whole. */
export function ClassesView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, detectors, conditions } = findings;
  const condition = useCondition(conditions);
  const { own } = useShown();
  const nameOf = useClassName();
  const open = useOpenPictures();
  const [order, setOrder] = useState<'worst' | 'name'>('worst');
  const columns = detectors.flatMap((detector) => {
    const rates = evaluation.classes.find(
      (each) => each.detector === detector.id && each.condition === condition,
    );
    const shrinkage = (own ? rates?.atOperatingPoint : null) ?? rates?.atHalf ?? null;
    return rates && shrinkage ? [{ detector, rates, shrinkage }] : [];
  });
  const classes = [...new Set(columns.flatMap(({ rates }) => rates.classes))];
  const rateOf = (column: (typeof columns)[number], code: number) =>
    column.shrinkage.rates[column.rates.classes.indexOf(code)];
  const least = (code: number): number =>
    Math.min(...columns.map((column) => rateOf(column, code)?.shrunk.value ?? 1));
  classes.sort((a, b) =>
    order === 'worst' ? least(a) - least(b) : nameOf(a).localeCompare(nameOf(b), 'en'),
  );
  return (
    <>
      <ConditionPick conditions={conditions} />
      <Pick name="Order" value={order} choices={orders} onChange={setOrder} />
      <p className="small quiet prose">
        Accuracy in per cent {own ? 'at the operating point, or at 0.5 where a detector has none' : 'at 0.5'},
        real and generated pictures together. A class with few pictures is drawn towards the detector’s rate
        over all, by as much as chance explains (empirical Bayes); what was counted stands below. 95 %
        intervals of the posterior.
      </p>
      <HeatTable
        label="Accuracy by class"
        corner="Class"
        columns={columns.map(({ detector: { id, name } }) => ({ key: id, name }))}
        rows={classes.map((code) => ({
          key: String(code),
          name: nameOf(code),
          cells: columns.map((column) => {
            const rate = rateOf(column, code);
            const counted = rate?.raw
              ? `${integer(rate.raw.successes)} of ${integer(rate.raw.n)} right`
              : null;
            return { ...heatCell(rate?.shrunk, counted), images: null };
          }),
        }))}
        write={write}
        shade={(value) => (value - 0.5) * 2}
        onOpen={
          open &&
          ((row, column) => {
            const detector = columns[column]?.detector;
            const classIndex = classes[row];
            if (detector && classIndex !== undefined)
              open({ detector, condition, generator: null, classIndex, which: 'both' });
          })
        }
      />
    </>
  );
}

function useClassName(): (code: number) => string {
  const classes = useSource((state) => state.summary?.classes ?? none);
  const [imagenet, setImagenet] = useState<ReadonlyMap<string, string> | null>(null);
  const needed = classes.some((id) => /^n\d{8}$/u.test(id));
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    void loadImagenetClasses().then((list) => {
      if (wanted) setImagenet(new Map(list.map(({ wnid, name }) => [wnid, name])));
    });
    return () => {
      wanted = false;
    };
  }, [needed]);
  return (code) => {
    if (code === unknownClass) return 'Class not known';
    const id = classes[code] ?? `Class ${String(code)}`;
    return imagenet?.get(id) ?? id;
  };
}
