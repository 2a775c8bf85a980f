import { useEffect, useMemo, useState } from 'react';
import { loadImagenetClasses } from '../../core/dataset/imagenet-classes.ts';
import type { SourceNames } from './sample-words.ts';
import { useExplore } from './use-explore.ts';

const none: readonly string[] = [];
const noNames: ReadonlyMap<string, string> = new Map();

/** What the open source calls things; classes of ImageNet get a name to read once its list is loaded. */
export function useSourceNames(): SourceNames {
  const generators = useExplore((state) => state.summary?.generators ?? none);
  const classes = useExplore((state) => state.summary?.classes ?? none);
  const [classNames, setClassNames] = useState(noNames);
  const imagenet = classes.some((id) => /^n\d{8}$/u.test(id));
  useEffect(() => {
    if (!imagenet) return;
    let wanted = true;
    void loadImagenetClasses().then((list) => {
      if (wanted) setClassNames(new Map(list.map(({ wnid, name }) => [wnid, name])));
    });
    return () => {
      wanted = false;
    };
  }, [imagenet]);
  return useMemo(() => ({ generators, classes, classNames }), [generators, classes, classNames]);
}
