import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'e2e/unit/**/*.test.ts'],
    environment: 'node',
    // A test of pictures that takes a second may take ten where the machine is busy; one that hangs still ends.
    testTimeout: 30_000,
  },
});
