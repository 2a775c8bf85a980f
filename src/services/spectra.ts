import { createSpectraService } from './spectra-service.ts';

/** The only instance: groups and their spectra outlive the views. Its workers start with the first group. */
export const spectra = createSpectraService();
