import type { RunFailure } from '../contracts/inference.ts';
import type { OpenedApi, StartFailure } from '../contracts/opened.ts';
import type { JudgeFailure } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success } from '../core/result.ts';
import { cancelled, Jobs } from './jobs.ts';
import type { Judge } from './judge.ts';
import { judgeOf } from './judge-of.ts';
import type { Network } from './ort-network.ts';
import { progressReporter } from './progress.ts';
import { runOn } from './run-on.ts';
import { startNetwork } from './start-network.ts';

export function createOpenedApi(): OpenedApi {
  const jobs = new Jobs();
  let running: { readonly judge: Judge; readonly network: Network } | undefined;
  // ORT runs one picture at a time: each run waits for the one before it.
  let tail: Promise<unknown> = Promise.resolve();

  const load: OpenedApi['load'] = (job, detector, options, onProgress) =>
    jobs.run(job, async () => {
      try {
        await running?.network.release();
        running = undefined;
        const judge = judgeOf(detector);
        const files = await judge.files(progressReporter(job, 'download', onProgress));
        if (!files.ok) return failed(startFailure(files.failure));
        if (!(await jobs.passes(job))) return cancelled;
        const started = await startNetwork(files.value, judge.probe, options);
        if (!started.ok) return started;
        running = { judge, network: started.value.network };
        return success(running.network.backend);
      } catch (error) {
        // Reading or unpacking weights can fail for want of memory in many places.
        return failed<StartFailure>({ code: 'run-failed', detail: messageOf(error) });
      }
    });

  const run: OpenedApi['run'] = (job, tensor, weights, sizePx) => {
    const turn = tail.then(() =>
      jobs.run(job, async () => {
        if (!running) return failed<RunFailure>({ code: 'not-loaded' });
        if (!(await jobs.passes(job))) return cancelled;
        const { judge, network } = running;
        const answer = await runOn(network, () => judge.answer(network, { tensor, weights, sizePx }));
        return answer.ok ? success(answer.value.score) : answer;
      }),
    );
    tail = turn;
    return turn;
  };

  return {
    load,
    run,
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

function startFailure(failure: JudgeFailure): StartFailure {
  if (failure.code === 'load') return failure.failure;
  if (failure.code !== 'picture' && failure.code !== 'device-lost') return failure;
  // Nothing is run and no picture is read before the network is there.
  return { code: 'run-failed', detail: failure.code };
}
