import type { SourceFailure, SourceRequest } from '../../contracts/dataset-sources.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { success, type Result } from '../../core/result.ts';
import { ArchivesSource } from './archives-source.ts';
import { FolderSource } from './folder-source.ts';
import { hubFiles } from './hub.ts';
import { ListedSource } from './listed-source.ts';
import { ListSource } from './list-source.ts';
import { ParquetSource } from './parquet-source.ts';
import { openSaved } from './saved-source.ts';
import type { SampleSource } from './source.ts';

/** The reader for what a person opened; only lists and footers are read here. */
export async function openSource(
  request: SourceRequest,
  classes: ClassLookup,
): Promise<Result<SampleSource, SourceFailure>> {
  switch (request.kind) {
    case 'folder':
      return success(new FolderSource(request.handle));
    case 'files':
      return success(new ListSource(request.name, request.files));
    case 'archives':
      return success(new ArchivesSource(request.files, classes));
    case 'parquet':
      return success(new ParquetSource(request.files[0]?.name ?? '', request.files, classes));
    case 'hub': {
      const files = await hubFiles(request.id);
      return files.ok ? success(new ParquetSource(request.id, files.value, classes)) : files;
    }
    case 'listed':
      return ListedSource.open(request.address);
    case 'saved': {
      const base = request.base ? await openSource(request.base, classes) : null;
      if (base && !base.ok) return base;
      return openSaved(request.index, base?.value ?? null, classes);
    }
    default:
      return request satisfies never;
  }
}
