import * as v from 'valibot';
import type { RemoteFile, SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import { failed, success, type Result } from '../../core/result.ts';

const hub = 'https://huggingface.co';
/** Lists the Parquet files that the hub itself made of sets in other formats. */
const convertedAddress = 'https://datasets-server.huggingface.co/parquet?dataset=';
/** Of a thousand files each; no set of pictures has more shards. */
const mostPages = 20;

const tree = v.array(v.object({ type: v.string(), path: v.string() }));
const converted = v.object({
  parquet_files: v.array(
    v.object({
      config: v.string(),
      split: v.string(),
      url: v.pipe(v.string(), v.url()),
      filename: v.string(),
    }),
  ),
});

/** 'owner/name', as the hub's own rules allow it; older sets have no owner. */
function isHubId(id: string): boolean {
  return /^(?:[\w.-]{1,96}\/)?[\w.-]{1,96}$/u.test(id);
}

/**
 * The Parquet files of a data set of the Hugging Face hub: its own where it is kept as Parquet, which are whole; else
 * those that the hub made of it, which for large sets are the first few gigabytes.
 */
export async function hubFiles(id: string): Promise<Result<RemoteFile[], SourceFailure>> {
  if (!isHubId(id)) {
    return failed({ code: 'not-this-kind', name: id, expected: 'an id such as owner/name', found: null });
  }
  try {
    const own = await ownFiles(id);
    if (!own.ok || own.value.length > 0) return own;
    return await convertedFiles(id);
  } catch (error) {
    return failed({ code: 'no-network', name: id, detail: messageOf(error) });
  }
}

async function ownFiles(id: string): Promise<Result<RemoteFile[], SourceFailure>> {
  const files: RemoteFile[] = [];
  let address: string | null = `${hub}/api/datasets/${id}/tree/main?recursive=true`;
  for (let page = 0; address !== null && page < mostPages; page++) {
    const response = await fetch(address);
    if (!response.ok) return failed({ code: 'http', name: id, status: response.status });
    const read = v.safeParse(tree, await response.json());
    if (!read.success) return failed({ code: 'damaged', name: id, detail: 'the hub gave no list of files' });
    for (const { type, path } of read.output) {
      if (type !== 'file' || !path.toLowerCase().endsWith('.parquet')) continue;
      const escaped = path.split('/').map(encodeURIComponent).join('/');
      files.push({ address: `${hub}/datasets/${id}/resolve/main/${escaped}`, name: path });
    }
    address = nextPage(response);
  }
  return success(files);
}

function nextPage(response: Response): string | null {
  const next = /<([^>]+)>;\s*rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
  return next?.startsWith(`${hub}/`) ? next : null;
}

async function convertedFiles(id: string): Promise<Result<RemoteFile[], SourceFailure>> {
  const response = await fetch(convertedAddress + encodeURIComponent(id));
  if (!response.ok) return failed({ code: 'http', name: id, status: response.status });
  const read = v.safeParse(converted, await response.json());
  if (!read.success) return failed({ code: 'damaged', name: id, detail: 'the hub gave no list of files' });
  return success(
    read.output.parquet_files.map(({ config, split, url, filename }) => ({
      address: url,
      name: `${config}/${split}/${filename}`,
    })),
  );
}
