import { createZooService } from './zoo-service.ts';

/** The only instance: what was opened and compared outlives the views. Its worker starts with the first question. */
export const zoo = createZooService();
