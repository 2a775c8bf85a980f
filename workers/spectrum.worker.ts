import { expose } from 'comlink';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';
import { createSpectrumApi } from '../src/worker-host/spectrum-api.ts';

holdLifeLock();
expose(createSpectrumApi());
