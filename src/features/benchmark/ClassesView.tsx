import { useEffect, useState, type ReactElement } from 'react';
import { loadImagenetClasses } from '../../core/dataset/imagenet-classes.ts';
import { unknownClass } from '../../core/dataset/sample-batch.ts';
import { integer } from '../../ui/format.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { ConditionPick, Pick, Picks, useCondition, useShown } from './Choosers.tsx';
import { groupsOf, ratesOfGroups } from './class-groups.ts';
import { heatCell, HeatTable } from './HeatTable.tsx';
import { usePublished } from './published.ts';
import { PublishedList } from './PublishedList.tsx';
import { useSource } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import { useOpenPictures } from './use-open-pictures.ts';

const none: readonly string[] = [];
const write = (value: number): string => (value * 100).toFixed(1);
const kinds = [
  ['class', 'Classes'],
  ['content', 'Content, as ImageNet groups its classes'],
] as const;
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
  const ids = useSource((state) => state.summary?.classes ?? none);
  const [order, setOrder] = useState<'worst' | 'name'>('worst');
  const [wanted, setBy] = useState<'class' | 'content'>('class');
  const measured = detectors.flatMap((detector) => {
    const rates = evaluation.classes.find(
      (each) => each.detector === detector.id && each.condition === condition,
    );
    const shrinkage = (own ? rates?.atOperatingPoint : null) ?? rates?.atHalf ?? null;
    return rates && shrinkage ? [{ detector, rates, shrinkage }] : [];
  });
  const classes = [...new Set(measured.flatMap(({ rates }) => rates.classes))];
  const content = groupsOf(classes, ids);
  const by = content.length > 0 ? wanted : 'class';
  const groups =
    by === 'content' ? content : classes.map((code) => ({ name: nameOf(code), classes: [code] }));
  const columns = measured.map(({ detector, rates, shrinkage }) => {
    return { detector, shown: ratesOfGroups(rates, shrinkage, groups)?.rates ?? [] };
  });
  const rows = groups.map((group, place) => {
    const cells = columns.map(({ shown }) => shown[place]);
    return { group, cells, least: Math.min(...cells.map((rate) => rate?.shrunk.value ?? 1)) };
  });
  rows.sort((a, b) =>
    order === 'worst' ? a.least - b.least : a.group.name.localeCompare(b.group.name, 'en'),
  );
  return (
    <>
      <Picks>
        <ConditionPick conditions={conditions} />
        {content.length > 0 ? <Pick name="Rows" value={by} choices={kinds} onChange={setBy} /> : null}
        <Pick name="Order" value={order} choices={orders} onChange={setOrder} />
      </Picks>
      <p className="small quiet prose">
        Accuracy in per cent {own ? 'at the operating point, or at 0.5 where a detector has none' : 'at 0.5'},
        real and generated pictures together. A row with few pictures is drawn towards the detector’s rate
        over all, by as much as chance explains (empirical Bayes); what was counted stands below. 95 %
        intervals of the posterior.
      </p>
      <HeatTable
        label={by === 'content' ? 'Accuracy by content' : 'Accuracy by class'}
        corner={by === 'content' ? 'Content' : 'Class'}
        columns={columns.map(({ detector: { id, name } }) => ({ key: id, name }))}
        rows={rows.map(({ group, cells }) => ({
          key: String(group.classes),
          name: group.name,
          cells: cells.map((rate) => {
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
            const asked = rows[row]?.group.classes;
            if (detector && asked)
              open({ detector, condition, generator: null, classes: asked, which: 'both' });
          })
        }
      />
      <PublishedAblations />
    </>
  );
}

/** What GenImage printed on classes and content: about training, where the table above is about testing. */
function PublishedAblations(): ReactElement | null {
  const published = usePublished();
  if (published.status !== 'ready') return null;
  const tables = published.value.tables.filter((table) => table.kind === 'list' && table.number >= 6);
  return (
    <Disclosure title="GenImage on classes and content" aside="Tables 6 to 8">
      <p className="small quiet prose">
        Tables 6 and 7 change how many pictures and classes a ResNet-50 is trained with; Table 8 tests one on
        faces and art. None of them has a figure by class, so that none stands in the table above.
      </p>
      {tables.map((table) =>
        table.kind === 'list' ? (
          <section key={table.number} aria-label={`Table ${String(table.number)}`}>
            <h3>
              Table {table.number}: {table.title}
            </h3>
            <PublishedList table={table} />
          </section>
        ) : null,
      )}
    </Disclosure>
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
