import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { loadImagenetClasses } from '../../core/dataset/imagenet-classes.ts';
import type { Part } from '../../core/dataset/parts.ts';
import { explore } from '../../services/explore.ts';
import type { PartNames } from './part-words.ts';

/** What is open in explore, as far as groups can be made of it. */
export interface OpenSource {
  readonly name: string;
  /** Samples that pass explore's filter, and whether it hides any. */
  readonly shown: number;
  readonly filtered: boolean;
  readonly selected: number;
  readonly parts: readonly Part[];
  readonly names: PartNames;
}

const noNames: ReadonlyMap<string, string> = new Map();

/** null where nothing is open. */
export function useOpenSource(): OpenSource | null {
  const source = useStore(explore.store, (state) => state.source);
  const view = useStore(explore.store, (state) => state.view);
  const summary = useStore(explore.store, (state) => state.summary);
  const selected = useStore(explore.store, (state) => state.selected);
  const parts = useParts(view?.revision ?? null);
  const classNames = useClassNames(summary?.classes ?? []);
  return useMemo(() => {
    if (source.status !== 'open' || !view || !summary || view.matches === 0) return null;
    const { generators, classes } = summary;
    return {
      ...{ name: source.report.name, shown: view.matches, filtered: view.matches < view.samples },
      ...{ selected, parts, names: { generators, classes, classNames } },
    };
  }, [source, view, summary, selected, parts, classNames]);
}

const noParts: readonly Part[] = [];

function useParts(revision: number | null): readonly Part[] {
  const [found, setFound] = useState<{ revision: number; parts: readonly Part[] } | null>(null);
  useEffect(() => {
    if (revision === null) return;
    let wanted = true;
    explore.parts().then(
      (parts) => {
        if (wanted) setFound({ revision, parts });
      },
      // The worker died, which the store tells.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [revision]);
  return found?.revision === revision ? found.parts : noParts;
}

function useClassNames(classes: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState(noNames);
  const imagenet = classes.some((id) => /^n\d{8}$/u.test(id));
  useEffect(() => {
    if (!imagenet) return;
    let wanted = true;
    void loadImagenetClasses().then((list) => {
      if (wanted) setNames(new Map(list.map(({ wnid, name }) => [wnid, name])));
    });
    return () => {
      wanted = false;
    };
  }, [imagenet]);
  return names;
}
