import { expose } from 'comlink';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';
import { createOpenedApi } from '../src/worker-host/opened-api.ts';

holdLifeLock();
expose(createOpenedApi());
