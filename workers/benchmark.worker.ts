import { expose } from 'comlink';
import { createBenchmarkApi } from '../src/worker-host/benchmark-api.ts';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';

holdLifeLock();
expose(createBenchmarkApi());
