import { describe, expect, it } from 'vitest';
import { isEmptyAsPublished } from './file-names.ts';
import type { LayoutId, LayoutMapping } from './meanings.ts';
import { readFolder, readSample, type ClassLookup } from './read-path.ts';
import { recognise } from './recognise.ts';

/** Three of ImageNet's classes are enough to see that they are found by wnid and by name. */
const classes: ClassLookup = {
  indexOf: (text) =>
    new Map([
      ['n01440764', 0],
      ['tench', 0],
      ['n01443537', 1],
      ['n02085620', 151],
    ]).get(text.toLowerCase()) ?? null,
};

/** A path as one line of what it says: label, generator, class, split; '-' where nothing. */
function read(path: string, mapping: LayoutMapping): string {
  const at = path.lastIndexOf('/');
  const folder = readFolder(path.slice(0, Math.max(0, at)), mapping, classes);
  const facts = readSample(path.slice(at + 1), folder, classes);
  return [facts.label, facts.generator, facts.classIndex ?? facts.className, facts.split]
    .map((value) => value ?? '-')
    .join(' | ');
}

/** A layout, the paths that show it, and what they say. */
const layouts: readonly {
  readonly name: string;
  readonly layout: LayoutId;
  readonly paths: Readonly<Record<string, string>>;
}[] = [
  {
    name: "GenImage, the repository's folders",
    layout: 'genimage',
    paths: {
      'Midjourney/train/ai/112_midjourney_23.png': 'ai | Midjourney | 112 | train',
      'Stable Diffusion V1.4/val/ai/000_sdv4_00020.png': 'ai | Stable Diffusion V1.4 | 0 | val',
      'Stable Diffusion V1.5/train/ai/007_sdv5_00001.png': 'ai | Stable Diffusion V1.5 | 7 | train',
      'ADM/val/ai/127_adm_90.PNG': 'ai | ADM | 127 | val',
      'GLIDE/train/ai/GLIDE_1000_200_09_948_glide_00039.png': 'ai | GLIDE | 948 | train',
      'Wukong/train/ai/10_wukong_image72.png': 'ai | Wukong | 10 | train',
      'VQDM/val/ai/VQDM_1000_200_01_003_vqdm_00011.png': 'ai | VQDM | 3 | val',
      'BigGAN/train/ai/9_biggan_00124.png': 'ai | BigGAN | 9 | train',
      'ADM/train/nature/n01440764_18.JPEG': 'real | - | 0 | train',
      'ADM/val/nature/ILSVRC2012_val_00000293.JPEG': 'real | - | - | val',
    },
  },
  {
    name: 'GenImage, folders of the archives inside folders of the generators',
    layout: 'genimage',
    paths: {
      'stable_diffusion_v_1_4/imagenet_ai_0419_sdv4/train/ai/033_sdv4_00134.png':
        'ai | Stable Diffusion V1.4 | 33 | train',
      'stable_diffusion_v_1_5/imagenet_ai_0424_sdv5/val/ai/1_sdv5_2.png':
        'ai | Stable Diffusion V1.5 | 1 | val',
      'Midjourney/imagenet_midjourney/val/nature/ILSVRC2012_val_00000001.JPEG': 'real | - | - | val',
      'ADM/imagenet_ai_0508_adm/train/ai/5_adm_1.PNG': 'ai | ADM | 5 | train',
      'glide/imagenet_glide/train/ai/GLIDE_1000_200_00_000_glide_00000.png': 'ai | GLIDE | 0 | train',
      'wukong/imagenet_ai_0424_wukong/train/ai/0_wukong_image0.png': 'ai | Wukong | 0 | train',
      'VQDM/imagenet_ai_0419_vqdm/train/ai/VQDM_1000_200_00_999_vqdm_00000.png': 'ai | VQDM | 999 | train',
      'BigGAN/imagenet_ai_0419_biggan/train/ai/0_biggan_1.png': 'ai | BigGAN | 0 | train',
    },
  },
  {
    name: 'GenImage, one shard below folders that say nothing, in other case',
    layout: 'genimage',
    paths: {
      'data/My GenImage/imagenet_ai_0419_biggan/TRAIN/AI/003_BIGGAN_00012.PNG': 'ai | BigGAN | 3 | train',
      'data/My GenImage/imagenet_ai_0419_biggan/train/Nature/n02085620_3.jpeg': 'real | - | 151 | train',
    },
  },
  {
    name: 'GenImage, the folder that holds train and val',
    layout: 'genimage',
    paths: {
      'train/ai/112_midjourney_23.png': 'ai | Midjourney | 112 | train',
      'val/nature/ILSVRC2012_val_00000001.JPEG': 'real | - | - | val',
    },
  },
  {
    name: 'GenImage, generated files alone',
    layout: 'genimage',
    paths: {
      '000_sdv4_00020.png': 'ai | Stable Diffusion V1.4 | 0 | -',
      '112_midjourney_1.png': 'ai | Midjourney | 112 | -',
    },
  },
  {
    name: "CNNSpot's test sets",
    layout: 'cnnspot',
    paths: {
      'biggan/0_real/00012.png': 'real | - | - | -',
      'biggan/1_fake/00012.png': 'ai | BigGAN | - | -',
      'progan/airplane/1_fake/1.png': 'ai | ProGAN | airplane | -',
      'cyclegan/horse/0_real/1.png': 'real | - | horse | -',
      'whichfaceisreal/1_fake/1.jpeg': 'ai | Which face is real | - | -',
      'mygan-xl/1_fake/1.png': 'ai | mygan-xl | - | -',
    },
  },
  {
    name: "CNNSpot's training set",
    layout: 'cnnspot',
    paths: {
      'train/airplane/0_real/1.png': 'real | - | airplane | train',
      'val/cat/1_fake/1.png': 'ai | - | cat | val',
    },
  },
  {
    name: 'labels with the same classes below both',
    layout: 'label-folders',
    paths: {
      'real/tench/1.jpg': 'real | - | 0 | -',
      'fake/tench/1.jpg': 'ai | - | 0 | -',
      'fake/balloon/1.jpg': 'ai | - | balloon | -',
    },
  },
  {
    name: 'labels with generators below one and sources below the other',
    layout: 'label-folders',
    paths: {
      'test/REAL/coco/1.jpg': 'real | - | - | test',
      'test/FAKE/sdxl/1.jpg': 'ai | sdxl | - | test',
      'test/FAKE/ADM/1.jpg': 'ai | ADM | - | test',
    },
  },
  {
    name: 'labels alone',
    layout: 'label-folders',
    paths: { 'train/REAL/0001 (10).jpg': 'real | - | - | train', 'test/FAKE/0001.jpg': 'ai | - | - | test' },
  },
  {
    name: 'generator/class/file',
    layout: 'generator-class',
    paths: {
      'midjourney/n01440764/1.png': 'ai | Midjourney | 0 | -',
      'flux-dev/n01443537/1.png': 'ai | flux-dev | 1 | -',
      'sdxl/balloon/1.png': 'ai | sdxl | balloon | -',
      'real/n01440764/1.png': 'real | - | 0 | -',
    },
  },
  {
    name: "ImageNet's folders",
    layout: 'imagenet',
    paths: { 'train/n01440764/n01440764_10026.JPEG': 'real | - | 0 | train' },
  },
  {
    name: 'folders that say nothing',
    layout: 'class-folders',
    paths: { 'holiday/boats/1.png': '- | - | boats | -', 'holiday/dogs/2.png': '- | - | dogs | -' },
  },
  { name: 'files alone', layout: 'flat', paths: { 'IMG_0001.jpg': '- | - | - | -' } },
];

describe.each(layouts)('$name', ({ layout, paths }) => {
  const recognition = recognise(Object.keys(paths), classes);

  it(`is recognised as ${layout}`, () => {
    expect(recognition.mapping.layout).toBe(layout);
  });

  it.each(Object.entries(paths))('%s', (path, said) => {
    expect(read(path, recognition.mapping)).toBe(said);
  });
});

describe('recognise', () => {
  it('counts what the paths say and how sure that is', () => {
    const paths = ['a/real/1.png', 'a/fake/2.png', 'a/fake/3.png', 'other/4.png'];
    const { sureness, counts } = recognise(paths, classes);
    expect(sureness).toBe('likely');
    expect(counts).toEqual({ paths: 4, label: 3, generator: 2, class: 0, split: 0 });
    expect(recognise(paths.slice(0, 3), classes).sureness).toBe('certain');
    expect(recognise(['x/1.png'], classes).sureness).toBe('guess');
    expect(recognise([], classes)).toMatchObject({ sureness: 'guess', mapping: { layout: 'flat' } });
  });

  it('lets a level be corrected', () => {
    const paths = ['summer/boats/1.png', 'winter/boats/2.png'];
    const mapping: LayoutMapping = { layout: 'class-folders', levels: ['generator', 'class'], folders: {} };
    const { counts, folders } = recognise(paths, classes, mapping);
    expect(counts).toMatchObject({ label: 2, generator: 2, class: 2 });
    expect(folders[1]).toMatchObject({
      folder: 'winter/boats',
      files: 1,
      facts: { label: 'ai', generator: 'winter', className: 'boats' },
    });
  });

  it('lets a folder be corrected, whatever its level says', () => {
    const mapping: LayoutMapping = {
      layout: 'generator-class',
      levels: ['generator'],
      folders: { flickr: { kind: 'label', label: 'real' }, train: { kind: 'class', className: 'train' } },
    };
    expect(read('Flickr/boats/1.png', mapping)).toBe('real | - | boats | -');
    expect(read('sdxl/train/1.png', mapping)).toBe('ai | sdxl | train | -');
  });

  it('believes the folder where the file name contradicts it', () => {
    const { mapping } = recognise(['ADM/train/nature/n01440764_18.JPEG'], classes);
    expect(read('ADM/train/nature/127_adm_90.PNG', mapping)).toBe('real | - | 127 | train');
  });

  it.each([
    `real/it's "quoted".png`,
    'real/two\nlines.png',
    'real/\u202Egnp.exe\u202C.png',
    'real/<script>alert(1)</script>.png',
    'real/\u{1F600}\u0000.png',
    'real/__proto__/constructor.png',
    `real/${'long'.repeat(5000)}.png`,
  ])('reads the hostile name %j as any other', (path) => {
    const { mapping } = recognise([path], classes);
    expect(read(path, mapping)).toMatch(/^real \| - \|/u);
  });

  it('takes no folder name for a property of objects', () => {
    const { mapping } = recognise(['constructor/__proto__/toString/1.png'], classes);
    expect(read('constructor/__proto__/toString/1.png', mapping)).toBe('- | - | toString | -');
  });
});

it('knows the files that GenImage publishes empty', () => {
  expect(isEmptyAsPublished('033_sdv4_00137.png')).toBe(true);
  expect(isEmptyAsPublished('033_sdv4_00138.png')).toBe(false);
});
