import { labelOf } from './layout/folder-words.ts';
import { factKeys } from './side-facts.ts';

/** A column of a table as its file describes it. */
export interface TableColumn {
  readonly name: string;
  /** Names of the parts of a struct; empty for a plain column. */
  readonly parts: readonly string[];
  readonly type: 'bytes' | 'text' | 'number' | 'other';
  /** Names of the classes that its numbers stand for, where the file has them. */
  readonly names: readonly string[] | null;
  /** A column of pictures by the word of the file itself. */
  readonly isImage: boolean;
}

/** Which columns say what; null where none does. */
export interface TableRoles {
  /** Parts are the empty text for a column that is itself the bytes. */
  readonly image: {
    readonly column: string;
    readonly bytesPart: string;
    readonly pathPart: string | null;
  } | null;
  readonly path: string | null;
  readonly label: string | null;
  readonly generator: string | null;
  readonly class: string | null;
  readonly split: string | null;
  readonly widthPx: string | null;
  readonly heightPx: string | null;
  readonly jpegQuality: string | null;
  /** Columns of numbers that none of these is: scores of detectors, where they lie in 0..1. */
  readonly numbers: readonly string[];
  readonly ignored: readonly string[];
}

const keys = {
  path: [
    'path',
    'file',
    'filename',
    'file_name',
    'filepath',
    'file_path',
    'image_path',
    'img_path',
    'image_name',
    'name',
  ],
  split: ['split', 'mode', 'subset', 'partition'],
  widthPx: ['width', 'width_px'],
  heightPx: ['height', 'height_px'],
  jpegQuality: ['compression_rate', 'jpeg_quality', 'quality'],
} as const;

/** By the names that data sets use (Hugging Face's image sets, Tiny-GenImage, Unbiased GenImage's metadata.csv). */
export function rolesOf(columns: readonly TableColumn[]): TableRoles {
  const taken = new Set<string>();
  const pick = (
    names: readonly string[],
    fits: (column: TableColumn) => boolean = isPlain,
  ): string | null => {
    for (const name of names) {
      const column = columns.find(
        (each) => each.name.toLowerCase() === name && !taken.has(each.name) && fits(each),
      );
      if (column) {
        taken.add(column.name);
        return column.name;
      }
    }
    return null;
  };
  const image = imageOf(columns);
  if (image) taken.add(image.column);
  const path = pick(keys.path, ({ type }) => type === 'text');
  // A 'label' whose classes are not 'real' and 'fake' is the class of what is shown.
  const label = pick(factKeys.label, (column) => isPlain(column) && namesLabels(column));
  const generator = pick(factKeys.generator, ({ type, names }) => type === 'text' || names !== null);
  const found = {
    class: pick([...factKeys.class, 'label', 'labels', 'fine_label', 'coarse_label']),
    split: pick(keys.split, ({ type }) => type === 'text'),
    widthPx: pick(keys.widthPx),
    heightPx: pick(keys.heightPx),
    jpegQuality: pick(keys.jpegQuality),
  };
  const rest = columns.filter(({ name }) => !taken.has(name));
  const isNumber = ({ type, names, parts }: TableColumn) =>
    type === 'number' && names === null && parts.length === 0;
  return {
    image,
    path,
    label,
    generator,
    ...found,
    numbers: rest.filter(isNumber).map(({ name }) => name),
    ignored: rest.filter((column) => !isNumber(column)).map(({ name }) => name),
  };
}

function isPlain({ type }: TableColumn): boolean {
  return type === 'text' || type === 'number';
}

/** Numbers without names are taken as 0 real, 1 AI; texts as words that are read one by one. */
function namesLabels({ names }: TableColumn): boolean {
  return names === null || (names.length === 2 && names.every((name) => labelOf(name) !== null));
}

function imageOf(columns: readonly TableColumn[]): TableRoles['image'] {
  const structs = columns.filter(({ parts }) => parts.includes('bytes'));
  const struct = structs.find(({ isImage }) => isImage) ?? structs[0];
  if (struct) {
    return {
      column: struct.name,
      bytesPart: 'bytes',
      pathPart: struct.parts.includes('path') ? 'path' : null,
    };
  }
  const plain =
    columns.find(({ isImage, type }) => isImage && type === 'bytes') ??
    columns.find(
      ({ name, type }) =>
        type === 'bytes' && /^(?:image|img|jpg|png|bytes|image_bytes|image_data)$/iu.test(name),
    );
  return plain ? { column: plain.name, bytesPart: '', pathPart: null } : null;
}
