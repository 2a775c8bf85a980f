import type { ReactElement } from 'react';
export function publishedByGenerator(_names: readonly string[]): never[] { return []; }
export function publishedByCondition(_names: readonly string[]): never[] { return []; }
export function publishedBeside(_a: string, _b: string, _c: number | null): string | null { return null; }
export function PublishedNote(_: { readonly shown: boolean }): ReactElement | null { return null; }
