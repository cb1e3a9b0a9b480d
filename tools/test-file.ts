import { afterAll, expect, vi } from 'vitest'
import { endFile } from '#platform/testing/file-end.ts'

/**
 * Around each test file: many share one process, so that the building is loaded once. What a file opened is closed
 * after it, and what it changed for all is put back; a file that would change the next one's outcome fails.
 */
const before = surroundings()

afterAll(async () => {
  await endFile()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.resetConfig()
  expect(surroundings(), 'a test file leaves its process as it found it').toEqual(before)
})

function surroundings() {
  return { env: { ...process.env }, directory: process.cwd() }
}
