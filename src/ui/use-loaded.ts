import { useEffect, useState } from 'react';
import { messageOf } from '../core/error-message.ts';

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly message: string };

interface Answer<T> {
  readonly of: (signal: AbortSignal) => Promise<T>;
  readonly loaded: Loaded<T>;
}

const loading = { status: 'loading' } as const;

/** Runs `load` again, and aborts the one before, whenever it is another function; memoise it. The message of its Error is shown to people. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setAnswer({ of: load, loaded: { status: 'ready', value } });
      },
      (error: unknown) => {
        const message = messageOf(error);
        if (!controller.signal.aborted) setAnswer({ of: load, loaded: { status: 'failed', message } });
      },
    );
    return () => {
      controller.abort();
    };
  }, [load]);
  return answer?.of === load ? answer.loaded : loading;
}
