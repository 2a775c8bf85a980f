import { failed, success, type Result } from '../result.ts';
import type { OnnxFailure } from './failures.ts';
import type { ExternalTensor } from './tensor-reader.ts';

/** A file beside the graph that the graph reads weights from. */
export interface ExternalFile {
  /** As the graph gives it. */
  readonly location: string;
  /** Path of the file that was found for it. */
  readonly path: string;
}

interface Sized {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Finds the files that a graph reads weights from among those that came with it, by their place beside the graph or, where
 * single files were given, by name. Each location must stay in the folder of the graph, and each file reach as far as
 * the graph says.
 */
export function placeExternal(
  tensors: readonly ExternalTensor[],
  graphPath: string,
  files: readonly Sized[],
): Result<readonly ExternalFile[], OnnxFailure> {
  const locations = [...new Set(tensors.map(({ location }) => location))];
  const unsafe = locations.find((location) => !isSafe(location));
  if (unsafe !== undefined) return failed({ code: 'unsafe-location', location: unsafe });
  const found = new Map(locations.map((location) => [location, fileAt(location, graphPath, files)]));
  const missing = locations.filter((location) => !found.get(location));
  if (missing.length > 0) return failed({ code: 'external-missing', locations: missing });
  for (const tensor of tensors) {
    const failure = beyond(tensor, found.get(tensor.location)?.bytes ?? 0);
    if (failure) return failed(failure);
  }
  return success(locations.map((location) => ({ location, path: found.get(location)?.path ?? '' })));
}

/** A path that stays below the folder in which it is read, on every system. */
function isSafe(location: string): boolean {
  return (
    location !== '' &&
    !/[\\:\0]/u.test(location) &&
    !location.startsWith('/') &&
    !location.split('/').includes('..')
  );
}

function fileAt(location: string, graphPath: string, files: readonly Sized[]): Sized | null {
  const folder = graphPath.slice(0, graphPath.lastIndexOf('/') + 1);
  const steps = location.split('/').filter((step) => step !== '' && step !== '.');
  const path = folder + steps.join('/');
  const exact = files.find((file) => file.path === path);
  const byName = files.find((file) => file.path === steps.at(-1));
  return exact ?? byName ?? null;
}

function beyond(
  { name, location, offset, bytes, length }: ExternalTensor,
  foundBytes: number,
): OnnxFailure | null {
  if (bytes === null && length === null)
    return { code: 'lying-location', tensor: name, detail: 'its elements have no size' };
  const neededBytes = offset + (bytes ?? length ?? 0);
  return neededBytes > foundBytes
    ? { code: 'external-short', location, tensor: name, neededBytes, foundBytes }
    : null;
}
