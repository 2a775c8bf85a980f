/** A generator whose folders are known by name. */
interface KnownGenerator {
  readonly name: string;
  /** Compared without case, blanks, dots, hyphens and underscores. */
  readonly folders: readonly string[];
}

/**
 * GenImage's eight (arXiv:2306.08571: the names of the table, of the repository's folders and of the archives) and the
 * test sets of CNNSpot (arXiv:1912.11035).
 */
const knownGenerators: readonly KnownGenerator[] = [
  { name: 'Midjourney', folders: ['midjourney', 'imagenet_midjourney'] },
  {
    name: 'Stable Diffusion V1.4',
    folders: [
      'stable_diffusion_v_1_4',
      'stable_diffusion_v1.4',
      'imagenet_ai_0419_sdv4',
      'sdv1.4',
      'sd14',
      'sdv4',
    ],
  },
  {
    name: 'Stable Diffusion V1.5',
    folders: [
      'stable_diffusion_v_1_5',
      'stable_diffusion_v1.5',
      'imagenet_ai_0424_sdv5',
      'sdv1.5',
      'sd15',
      'sdv5',
    ],
  },
  { name: 'ADM', folders: ['adm', 'imagenet_ai_0508_adm'] },
  { name: 'GLIDE', folders: ['glide', 'imagenet_glide'] },
  { name: 'Wukong', folders: ['wukong', 'imagenet_ai_0424_wukong'] },
  { name: 'VQDM', folders: ['vqdm', 'imagenet_ai_0419_vqdm'] },
  { name: 'BigGAN', folders: ['biggan', 'imagenet_ai_0419_biggan'] },
  { name: 'ProGAN', folders: ['progan'] },
  { name: 'CycleGAN', folders: ['cyclegan'] },
  { name: 'StarGAN', folders: ['stargan'] },
  { name: 'StyleGAN', folders: ['stylegan'] },
  { name: 'StyleGAN2', folders: ['stylegan2'] },
  { name: 'GauGAN', folders: ['gaugan'] },
  { name: 'CRN', folders: ['crn'] },
  { name: 'IMLE', folders: ['imle'] },
  { name: 'SAN', folders: ['san'] },
  { name: 'SITD', folders: ['seeingdark'] },
  { name: 'Deepfakes', folders: ['deepfake', 'deepfakes'] },
  { name: 'Which face is real', folders: ['whichfaceisreal'] },
];

const byFolder = new Map(
  knownGenerators.flatMap(({ name, folders }) => folders.map((folder) => [bare(folder), name] as const)),
);

/** The name of a known generator whose folder this is. */
export function knownGenerator(folder: string): string | null {
  return byFolder.get(bare(folder)) ?? null;
}

function bare(folder: string): string {
  return folder.toLowerCase().replace(/[\s._-]+/gu, '');
}
