/* global self, Response */
import { env, pipeline } from '@huggingface/transformers';
import { withWeights } from './onnx-file.mjs';

/*
 * transformers.js in a worker of its own, as its documentation has it, with its own runtime. Models come out of the
 * message, and nothing out of the network.
 */

let classifier;
/** What the network answered last: the pipeline itself tells shares, which are all 1 where there is one class. */
let logits = [];

const answers = {
  /** One ONNX file of a template and its weights, with the ends that transformers.js asks for. */
  write: ({ graph, weights, names }) => withWeights(graph, weights, names),

  /** @param files {path: Blob} of a model folder */
  async load({ files, threads, wasmUrl }) {
    env.allowLocalModels = true;
    env.allowRemoteModels = false;
    env.useBrowserCache = false;
    env.useWasmCache = false;
    env.localModelPath = '/models-of-the-bench/';
    env.fetch = (url) => {
      const path = new URL(String(url), self.location.href).pathname.replace(
        '/models-of-the-bench/model/',
        '',
      );
      const file = files[path];
      return Promise.resolve(file ? new Response(file) : new Response(null, { status: 404 }));
    };
    const { wasm } = env.backends.onnx;
    // What it takes by default, from its own package instead of a CDN.
    wasm.wasmPaths = {
      mjs: `${wasmUrl}ort-wasm-simd-threaded.asyncify.mjs`,
      wasm: `${wasmUrl}ort-wasm-simd-threaded.asyncify.wasm`,
    };
    wasm.numThreads = threads;
    classifier = await pipeline('image-classification', 'model', { device: 'wasm', dtype: 'fp32' });
    const { model } = classifier;
    const listening = async (inputs) => {
      const answer = await model(inputs);
      logits = [...answer.logits.data];
      return answer;
    };
    classifier.model = Object.assign(listening, { config: model.config });
    return env.version;
  },

  /** Seconds for these files one after another, and the logit of each: of the first class, less that of another. */
  async classify({ files }) {
    const started = performance.now();
    const answers = [];
    for (const file of files) {
      await classifier(file);
      const [first, other = 0] = logits;
      answers.push(first - other);
    }
    return { seconds: (performance.now() - started) / 1000, logits: answers };
  },
};

self.onmessage = async ({ data: { id, name, request } }) => {
  try {
    self.postMessage({ id, value: await answers[name](request) });
  } catch (error) {
    self.postMessage({ id, error: String(error?.stack ?? error) });
  }
};
