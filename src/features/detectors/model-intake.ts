import type { ModelFile } from '../../contracts/onnx.ts';
import { zoo } from '../../services/zoo.ts';

export function modelFiles(list: Iterable<File>): readonly ModelFile[] {
  return Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
}

/** Opens an ONNX model where a graph is among the files, whatever lies beside it; answers whether it did. */
export function takeModel(files: readonly ModelFile[]): boolean {
  if (!files.some(({ path }) => isGraph(path))) return false;
  openModel(files);
  return true;
}

/** Opens whatever was chosen as a model; what is missing is told. */
export function openModel(files: readonly ModelFile[]): void {
  const first = files.find(({ path }) => isGraph(path)) ?? files[0];
  if (first) void zoo.models.open(nameOf(first), files);
}

function isGraph(path: string): boolean {
  return /\.onnx$/iu.test(path);
}

/** The folder in which it lies, where there is one. */
function nameOf({ path }: ModelFile): string {
  return path.split('/')[0] ?? path;
}
