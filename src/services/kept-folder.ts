/*
 * A folder that a person opened is remembered between visits. Only IndexedDB can keep such a handle; it is a single
 * entry, so the bare API will do.
 */

const database = 'telltale';
const store = 'handles';
const key = 'folder';

/** Keeping it is a comfort: where the browser refuses, the folder is chosen again next time. */
export async function keepFolder(handle: FileSystemDirectoryHandle): Promise<void> {
  await inStore('readwrite', (handles) => handles.put(handle, key)).catch(() => undefined);
}

export async function forgetFolder(): Promise<void> {
  await inStore('readwrite', (handles) => handles.delete(key)).catch(() => undefined);
}

/** null where none was kept, or the browser has no way to. */
export async function keptFolder(): Promise<FileSystemDirectoryHandle | null> {
  const kept: unknown = await inStore('readonly', (handles) => handles.get(key)).catch(() => null);
  return 'FileSystemDirectoryHandle' in globalThis && kept instanceof FileSystemDirectoryHandle ? kept : null;
}

async function inStore<T>(
  mode: IDBTransactionMode,
  use: (handles: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(store);
  };
  const opened = await settled(opening);
  try {
    return await settled(use(opened.transaction(store, mode).objectStore(store)));
  } finally {
    opened.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database gave no reason'));
    };
  });
}
