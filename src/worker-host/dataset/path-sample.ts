const namesAFolder = 40;
const pathsKept = 20_000;

/** Some paths of every folder, as far as there is room: enough to recognise a layout by. */
export class PathSample {
  readonly paths: string[] = [];
  readonly #kept: number[] = [];

  add(folder: number, folderPath: string, name: string): void {
    const kept = this.#kept[folder] ?? 0;
    if (kept >= namesAFolder || this.paths.length >= pathsKept) return;
    this.#kept[folder] = kept + 1;
    this.paths.push(folderPath === '' ? name : `${folderPath}/${name}`);
  }
}
