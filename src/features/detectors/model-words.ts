import type { ModelPhase } from '../../contracts/onnx.ts';
import type { Answer } from '../../core/onnx/answer.ts';
import { onnxSentence } from '../../core/onnx/failure-words.ts';
import type { ModelOrigin } from '../../core/onnx/record.ts';
import type { ModelProblem } from '../../state/model-state.ts';
import { integer } from '../../ui/format.ts';
import { clause } from '../../ui/image-failure-words.ts';

/*
 * What is said of ONNX models: where the work is, what they mean, and what went wrong with which file.
 */

export const modelPhases: Record<ModelPhase, string> = {
  look: 'Asking Hugging Face about',
  download: 'Downloading',
  read: 'Reading',
  try: 'Trying on a test picture:',
  hash: 'Computing the SHA-256 of',
  keep: 'Keeping',
};

/** Why a model was not opened. @param name a file, a folder or a repository */
export function modelProblemSentence(name: string, problem: ModelProblem): string {
  switch (problem.code) {
    case 'onnx':
      return `${problem.path} was not opened. ${onnxSentence(problem.failure)}`;
    case 'no-graph':
      return `${name} holds no .onnx file.`;
    case 'config':
      return `${name} was not opened, because ${problem.path} cannot be followed: ${clause(problem.detail)}. Give the model without that file to state its preprocessing yourself.`;
    case 'unreadable':
      return `${name} was not opened: a file could not be read (${clause(problem.detail)}). It may have been moved, or memory may be short.`;
    case 'no-address':
      return `“${name}” is no address of a model. Write https://huggingface.co/owner/name, or owner/name.`;
    case 'hub-missing':
      return `Hugging Face has no model ${name} that is open to everybody, or not in this revision.`;
    case 'hub-gated':
      return `${name} can only be fetched with an account of Hugging Face. Download it there, then drop its folder here.`;
    case 'hub-status':
      return `${problem.path || name} was not fetched: Hugging Face answered ${String(problem.status)}.`;
    case 'hub-offline':
      return `${name} was not fetched: ${clause(problem.detail)}. Check the network, then try again.`;
    case 'hub-odd-answer':
      return `${name} was not fetched: what Hugging Face answered is no list of files.`;
    case 'hub-no-graph':
      return `${name} holds no .onnx file, so it cannot run here. A .safetensors or .pth file of it may fit an architecture below.`;
    case 'hub-cut':
      return `${problem.path} was not opened: ${integer(problem.foundBytes)} bytes came instead of ${integer(problem.expectedBytes)}. Try again.`;
    case 'hub-other-file':
      return `${problem.path} was not opened: what came is not the file that Hugging Face names.`;
    case 'worker-died':
      return `${name} was not opened: trying it stopped the worker (${clause(problem.detail)}). It may need more memory than the browser gives.`;
    default:
      problem satisfies never;
      return `${name} was not opened.`;
  }
}

const scaleWords: Record<Answer['scale'], readonly [one: string, many: string]> = {
  logits: ['One logit', 'logits'],
  shares: ['One share of 0 to 1', 'shares of 0 to 1'],
};

/** What its numbers are taken for. */
export function answerSentence(answer: Answer): string {
  const [one, many] = scaleWords[answer.scale];
  if (answer.kind === 'one') return `${one}; a large one means ${answer.speaksFor === 'ai' ? 'AI' : 'real'}.`;
  const ai = answer.aiClasses.map((index) => `‘${answer.classes[index] ?? String(index)}’`);
  return `${integer(answer.classes.length)} classes (${many}); AI: ${ai.join(', ')}.`;
}

export function originWords(origin: ModelOrigin): string {
  if (origin.kind === 'file') return 'From a file';
  const { owner, name, commit, licence } = origin;
  return `From huggingface.co/${owner}/${name} at ${commit.slice(0, 7)}, ${licence === null ? 'no licence stated' : `licence ${licence}`}`;
}
