import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,tools,journeys,bench}/**/*.test.ts'],
    globalSetup: ['tools/test-database.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
