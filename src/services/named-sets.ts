import type { SourceRequest } from '../contracts/dataset-sources.ts';

/** A set that an address can name: 'built-in', or 'hub:owner/name'. What lies on a person's disk has no address. */
export function requestOfSet(set: string): { readonly request: SourceRequest; readonly name: string } {
  if (set.startsWith('hub:')) {
    const id = set.slice('hub:'.length);
    return { request: { kind: 'hub', id }, name: id };
  }
  const base = new URL(import.meta.env.BASE_URL, location.href);
  const address = new URL('samples/explore/index.json', base).href;
  return { request: { kind: 'listed', address }, name: 'Built-in set' };
}

/** The inverse: null where no address names it. */
export function setOfRequest(request: SourceRequest): string | null {
  if (request.kind === 'hub') return `hub:${request.id}`;
  const builtIn = requestOfSet('built-in').request;
  const isBuiltIn =
    request.kind === 'listed' && builtIn.kind === 'listed' && request.address === builtIn.address;
  return isBuiltIn ? 'built-in' : null;
}

/** The set of an address that was opened last, by whichever view: going from one to another does not open it again. */
export const openedSet: { current: string | null } = { current: null };
