import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const out = fileURLToPath(new URL('../out/transformers/', import.meta.url));
const library = fileURLToPath(new URL('../../node_modules/@huggingface/transformers/', import.meta.url));
/** Its own version of the runtime lies beside it, or in the common folder where both want the same. */
const runtime = [
  join(library, 'node_modules/onnxruntime-web/dist'),
  join(dirname(dirname(library)), 'onnxruntime-web/dist'),
].find((folder) => existsSync(folder));

const types = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm' };

/** Builds the worker with transformers.js in it, and serves it and its runtime beside the page that measures. */
export async function transformersPlugin() {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: {
      outDir: out,
      emptyOutDir: true,
      lib: {
        entry: fileURLToPath(new URL('worker.mjs', import.meta.url)),
        formats: ['es'],
        fileName: () => 'worker.js',
      },
    },
  });
  return {
    name: 'transformers',
    configurePreviewServer(server) {
      server.middlewares.use('/transformers/', (request, response, next) => {
        const name = (request.url ?? '').replace(/[?#].*$/u, '').slice(1);
        const file = [out, runtime ?? out]
          .map((folder) => join(folder, name))
          .find((path) => existsSync(path));
        if (!/^[\w.-]+$/u.test(name) || !file) return next();
        response.setHeader('Content-Type', types[name.split('.').at(-1)] ?? 'application/octet-stream');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        createReadStream(file).pipe(response);
      });
    },
  };
}
