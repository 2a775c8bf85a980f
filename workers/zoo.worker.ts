import { expose } from 'comlink';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';
import { createZooApi } from '../src/worker-host/zoo-api.ts';

holdLifeLock();
expose(createZooApi());
