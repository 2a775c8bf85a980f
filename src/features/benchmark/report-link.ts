import type { ReportFacts } from '../../services/benchmark-report.ts';
import type { BenchmarkSearch } from './search.ts';

/** Of a SHA-256, enough to tell any two apart that somebody did not make on purpose. */
const hashDigits = 12;

/** The address of this view with what its figures rest on. */
export function reportAddress(address: string, facts: ReportFacts): string {
  const url = new URL(address);
  url.searchParams.set('models', facts.models.map(({ sha256 }) => sha256.slice(0, hashDigits)).join(','));
  url.searchParams.set('data', facts.dataSha256.slice(0, hashDigits));
  url.searchParams.set('version', facts.version);
  return url.href.replaceAll('%2C', ',');
}

/** In what the figures here do not rest on the same as those of a link; null where the link is no report. */
export function differences(
  { models, data, version }: BenchmarkSearch,
  facts: ReportFacts,
): readonly string[] | null {
  if (models === undefined || data === undefined) return null;
  const own = facts.models.map(({ sha256 }) => sha256.slice(0, hashDigits)).join(',');
  return [
    ...(models === own ? [] : ['other weights']),
    ...(data === facts.dataSha256.slice(0, hashDigits) ? [] : ['other pictures']),
    ...(version === undefined || version === facts.version ? [] : [`version ${version} of this page`]),
  ];
}
