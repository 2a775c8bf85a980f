import type { ReportFacts, ReportModel } from '../../services/benchmark-report.ts';
import type { BenchmarkSearch } from './search.ts';

/** Of a SHA-256, enough to tell any two apart that somebody did not make on purpose. */
const hashDigits = 12;
const settingsDigits = 8;

/** The address of this view with what its figures rest on. */
export function reportAddress(address: string, facts: ReportFacts): string {
  const url = new URL(address);
  url.searchParams.set('models', facts.models.map(marked).join(','));
  url.searchParams.set('data', facts.dataSha256.slice(0, hashDigits));
  url.searchParams.set('version', facts.version);
  return url.href.replaceAll('%2C', ',');
}

/** Weights alone say what ships with a version of the page; preprocessing and reading of the others are stated elsewhere. */
function marked({ kind, sha256, settingsSha256 }: ReportModel): string {
  const weights = sha256.slice(0, hashDigits);
  return kind === 'shipped' ? weights : `${weights}-${settingsSha256.slice(0, settingsDigits)}`;
}

/** In what the figures here do not rest on the same as those of a link; null where the link is no report. */
export function differences(
  { models, data, version }: BenchmarkSearch,
  facts: ReportFacts,
): readonly string[] | null {
  if (models === undefined || data === undefined) return null;
  const own = facts.models.map(marked).join(',');
  const weightsOf = (list: string): string => list.replaceAll(/-[0-9a-f]+/gu, '');
  const otherModels =
    weightsOf(models) === weightsOf(own) ? 'other preprocessing or reading of a detector' : 'other weights';
  return [
    ...(models === own ? [] : [otherModels]),
    ...(data === facts.dataSha256.slice(0, hashDigits) ? [] : ['other pictures']),
    ...(version === undefined || version === facts.version ? [] : [`version ${version} of this page`]),
  ];
}
