import type { SourceFailure, SourceRequest } from '../../contracts/dataset-sources.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { success, type Result } from '../../core/result.ts';
import { FolderSource } from './folder-source.ts';
import { ListedSource } from './listed-source.ts';
import { ListSource } from './list-source.ts';
import type { SampleSource } from './source.ts';

/**
 * The reader for what a person opened; only lists and footers are read here. Readers that bring a library along are loaded
 * when they are needed.
 */
export async function openSource(
  request: SourceRequest,
  classes: ClassLookup,
): Promise<Result<SampleSource, SourceFailure>> {
  switch (request.kind) {
    case 'folder':
      return success(new FolderSource(request.handle));
    case 'files':
      return success(new ListSource(request.name, request.files));
    case 'archives': {
      const { ArchivesSource } = await import('./archives-source.ts');
      return success(new ArchivesSource(request.files, classes));
    }
    case 'parquet': {
      const [index, ...others] = request.files;
      if (index instanceof File && others.length === 0) {
        const { isSaved, openSaved } = await import('./saved-source.ts');
        if (await isSaved(index)) return openSaved(index, null, classes);
      }
      const { ParquetSource } = await import('./parquet-source.ts');
      return success(new ParquetSource(request.files[0]?.name ?? '', request.files, classes));
    }
    case 'hub': {
      const { hubFiles } = await import('./hub.ts');
      const files = await hubFiles(request.id);
      if (!files.ok) return files;
      const { ParquetSource } = await import('./parquet-source.ts');
      return success(new ParquetSource(request.id, files.value, classes));
    }
    case 'listed':
      return ListedSource.open(request.address);
    case 'saved': {
      const base = request.base ? await openSource(request.base, classes) : null;
      if (base && !base.ok) return base;
      const { openSaved } = await import('./saved-source.ts');
      return openSaved(request.index, base?.value ?? null, classes);
    }
    default:
      return request satisfies never;
  }
}
