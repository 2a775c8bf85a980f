import type { ImageId } from '../state/classify-store.ts';

interface Kept {
  readonly file: File;
  originalUrl?: string;
  thumbnailUrl?: string;
}

/** Files and their object URLs, outside the store; what is removed is revoked. */
export class FileRegistry {
  readonly #kept = new Map<ImageId, Kept>();

  add(id: ImageId, file: File): void {
    this.#kept.set(id, { file });
  }

  file(id: ImageId): File | undefined {
    return this.#kept.get(id)?.file;
  }

  originalUrl(id: ImageId): string | null {
    const kept = this.#kept.get(id);
    if (!kept) return null;
    kept.originalUrl ??= URL.createObjectURL(kept.file);
    return kept.originalUrl;
  }

  /** null when the picture has been removed meanwhile. */
  setThumbnail(id: ImageId, thumbnail: Blob): string | null {
    const kept = this.#kept.get(id);
    if (!kept) return null;
    if (kept.thumbnailUrl) URL.revokeObjectURL(kept.thumbnailUrl);
    kept.thumbnailUrl = URL.createObjectURL(thumbnail);
    return kept.thumbnailUrl;
  }

  remove(id: ImageId): void {
    const kept = this.#kept.get(id);
    if (kept?.originalUrl) URL.revokeObjectURL(kept.originalUrl);
    if (kept?.thumbnailUrl) URL.revokeObjectURL(kept.thumbnailUrl);
    this.#kept.delete(id);
  }
}
