import { expose } from 'comlink';
import { createPrepareApi } from '../src/worker-host/prepare-api.ts';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';

holdLifeLock();
expose(createPrepareApi());
