import { expose } from 'comlink';
import { createInferenceApi } from '../src/worker-host/inference-api.ts';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';

holdLifeLock();
expose(createInferenceApi());
