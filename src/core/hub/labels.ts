import * as v from 'valibot';

const configSchema = v.object({
  id2label: v.optional(v.record(v.string(), v.pipe(v.string(), v.maxLength(200)))),
});

/** More classes than this are no detector's. */
export const mostClasses = 100;

/**
 * The names of the classes in a config.json, in their order. null where it names none; 'damaged' where it is no config,
 * or the numbers of its classes leave gaps.
 */
export function readLabels(json: unknown): readonly string[] | null | 'damaged' {
  const parsed = v.safeParse(configSchema, json);
  if (!parsed.success) return 'damaged';
  const { id2label } = parsed.output;
  if (!id2label) return null;
  const names = Object.keys(id2label);
  if (names.length > mostClasses * 1000) return 'damaged';
  const labels = names.map((_, i) => id2label[String(i)]);
  return labels.every((label) => label !== undefined) ? labels : 'damaged';
}

const ai = [
  'ai',
  'artificial',
  'fake',
  'generated',
  'synthetic',
  'deepfake',
  'gan',
  'diffusion',
  'aigenerated',
  'fakes',
];
const real = [
  'human',
  'real',
  'hum',
  'nature',
  'natural',
  'authentic',
  'genuine',
  'original',
  'camera',
  'photo',
  'photograph',
];
const negations = ['not', 'non', 'no', 'un'];

type Meaning = 'ai' | 'real' | null;

/** What a label says: 'Fake', 'AI-generated' and 'not_real' say AI; 'human' and 'non-ai' say real. */
function meaningOf(label: string): Meaning {
  const words = label
    .replace(/([a-z])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/u);
  for (const [i, word] of words.entries()) {
    const said: Meaning = ai.includes(word) ? 'ai' : real.includes(word) ? 'real' : null;
    if (said === null) continue;
    const negated = i > 0 && negations.includes(words[i - 1]!);
    return negated ? (said === 'ai' ? 'real' : 'ai') : said;
  }
  return null;
}

/**
 * Which classes mean AI, by their names: those that say so, and beside classes that say 'real' all others, which are
 * names of generators then. null where the names do not tell.
 */
export function guessAiClasses(labels: readonly string[]): readonly number[] | null {
  const meanings = labels.map(meaningOf);
  const indices = labels.map((_, i) => i);
  const aiClasses = meanings.includes('real')
    ? indices.filter((i) => meanings[i] !== 'real')
    : indices.filter((i) => meanings[i] === 'ai');
  return aiClasses.length > 0 && aiClasses.length < labels.length ? aiClasses : null;
}
