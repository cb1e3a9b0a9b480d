import { defineConfig } from 'vitest/config'
import { SlowFirst } from './tools/test-order.ts'

export default defineConfig({
  test: {
    include: ['{src,tools,journeys,bench}/**/*.test.ts'],
    globalSetup: ['tools/test-database.ts'],
    setupFiles: ['tools/test-file.ts'],
    // Node.js loads the building itself, as in production; nothing is transformed, and it keeps what it compiled.
    experimental: { viteModuleRunner: false },
    // Files share a process, so that the building is loaded a few times and not hundreds of times.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    // Twice the cores of the smallest machine: many files mostly wait for processes and browsers.
    maxWorkers: 4,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
