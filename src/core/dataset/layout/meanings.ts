/** What a sample is said to be by the place where it lies. */
export type Label = 'real' | 'ai';

export type Split = 'train' | 'val' | 'test';

/** What the name of a folder says about everything below it. */
export type FolderMeaning =
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'generator'; readonly generator: string }
  | { readonly kind: 'class'; readonly className: string }
  | { readonly kind: 'split'; readonly split: Split }
  | { readonly kind: 'nothing' };

/** What all folders of one level name; 'automatic': each folder is read by its own name. */
export type LevelMeaning = 'automatic' | FolderMeaning['kind'];

export const layoutIds = [
  'genimage',
  'cnnspot',
  'label-folders',
  'generator-class',
  'imagenet',
  'class-folders',
  'flat',
] as const;
export type LayoutId = (typeof layoutIds)[number];

/**
 * How paths are read. What was recognised is a value of this kind, and so is a person's correction of it: a level or a
 * folder that is set here is believed, the rest is read by its names.
 */
export interface LayoutMapping {
  readonly layout: LayoutId;
  /** One a level of folders, the first being what was opened; missing levels are 'automatic'. */
  readonly levels: readonly LevelMeaning[];
  /** By the name of a folder in lower case; goes before `levels`. */
  readonly folders: Readonly<Record<string, FolderMeaning>>;
}

/** What a path says; null where it says nothing. */
export interface PathFacts {
  readonly label: Label | null;
  /** A name to show; null for real pictures, whichever generator they lie beside. */
  readonly generator: string | null;
  /** 0..999 where the class is one of ImageNet's. */
  readonly classIndex: number | null;
  /** As written, where the class is none of ImageNet's. */
  readonly className: string | null;
  readonly split: Split | null;
}

export const nothingKnown: PathFacts = {
  label: null,
  generator: null,
  classIndex: null,
  className: null,
  split: null,
};
