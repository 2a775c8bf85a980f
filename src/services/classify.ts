import { createClassifyService } from './classify-service.ts';

/** The page's only instance: workers are costly, and the queue outlives every view. */
export const classifyService = createClassifyService();
