import { beforeAll, expect, test } from 'vitest'
import { ensureWebIsBuilt } from '#main/web-build.ts'
import { portalSize, signInSize } from './web-size.ts'

/** What somebody on a bad line waits for before they can sign in. */
const LIMIT_KB = 200

beforeAll(() => ensureWebIsBuilt(() => undefined), 120_000)

test.each([
  ['the sign-in page of staff', signInSize],
  ['the portal of subscribers, up to their services,', portalSize],
])('%s opens with less than 200 kB', (_, size) => {
  const { total, files } = size()
  expect(total / 1000, files.slice(0, 8).join('\n')).toBeLessThan(LIMIT_KB)
})
