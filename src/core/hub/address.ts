/** A model repository on Hugging Face. */
export interface HubAddress {
  readonly owner: string;
  readonly name: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** A file in it, where the address names one. */
  readonly path: string | null;
}

const part = /^[\w-][\w.-]{0,95}$/u;
const hosts = ['huggingface.co', 'www.huggingface.co', 'hf.co'];

/**
 * Reads https://huggingface.co/<owner>/<name>, with /tree/<revision>, /blob/<revision>/<path> or
 * /resolve/<revision>/<path> behind it, or <owner>/<name> alone. null for anything else.
 */
export function parseHubAddress(text: string): HubAddress | null {
  const steps = stepsOf(text.trim());
  if (!steps) return null;
  const [owner, name, kind, revision = 'main', ...path] = steps;
  if (owner === undefined || name === undefined || !part.test(owner) || !part.test(name)) return null;
  if (kind !== undefined && !['tree', 'blob', 'resolve'].includes(kind)) return null;
  if (path.some((step) => step === '..' || step === '.')) return null;
  const file = path.join('/');
  return { owner, name, revision, path: kind === 'tree' || file === '' ? null : file };
}

function stepsOf(text: string): readonly string[] | null {
  const path = /^[\w.-]+\/[\w.-]+$/u.test(text) ? text : pathOf(text);
  if (path === null) return null;
  try {
    return path
      .split('/')
      .filter((step) => step !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** The path of an address on one of the hosts, without query and fragment. */
function pathOf(text: string): string | null {
  const parts = /^(?:https?:\/\/)?([^/?#]+)\/([^?#]*)/u.exec(text);
  return parts && hosts.includes(parts[1]!.toLowerCase()) ? parts[2]! : null;
}

const host = 'https://huggingface.co';

function repository({ owner, name }: Pick<HubAddress, 'owner' | 'name'>): string {
  return `${owner}/${name}`;
}

/** What the repository holds at this revision, with sizes. */
export function listingUrl(address: HubAddress): string {
  const revision = encodeURIComponent(address.revision);
  return `${host}/api/models/${repository(address)}/revision/${revision}?blobs=true`;
}

export function fileUrl(address: Pick<HubAddress, 'owner' | 'name'>, commit: string, path: string): string {
  return `${host}/${repository(address)}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The page about it, for people. */
export function pageUrl(address: Pick<HubAddress, 'owner' | 'name'>): string {
  return `${host}/${repository(address)}`;
}
