import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect } from 'vitest'
import { must } from '#kernel/assert.ts'
import { openBuilding } from '#main/building.ts'
import { movedClock } from '#platform/clock.ts'
import { parseConfig } from '#platform/config.ts'
import { anotherDatabase, TEST_START } from '#platform/testing.ts'
import { listLetters } from '#sim/mailbox/contract.ts'
import { Browser } from './browser.ts'

/** The whole building in this process, on a database of its own, with a clock that stands until it is moved. */
export async function openHouse(given: { at?: string } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'kasi-journey-'))
  const clock = movedClock(given.at ?? TEST_START)
  const url = await anotherDatabase('migrated')
  const config = parseConfig({
    KASI_ENV: 'test',
    KASI_HOME: home,
    KASI_HTTP_PORT: '0',
    DATABASE_URL: url,
  })
  const log = pino({ level: process.env['KASI_TEST_LOG'] ?? 'silent' })
  const building = await openBuilding({ config, url, roles: ['api', 'worker'], log, clock })
  const address = must(building.address, 'the API listens')
  const postman = new Browser(address)

  /** The latest letter to somebody whose subject or text says this; waits for the queue. */
  async function letterTo(to: string, says: RegExp) {
    const find = async () => {
      const { items } = await postman.call(listLetters, { to })
      return items.find(({ subject, text }) => says.test(`${subject}\n${text}`))
    }
    await expect.poll(find, { timeout: 10_000 }).toBeDefined()
    return must(await find(), 'it has just been there')
  }

  return {
    ...{ clock, address, url },
    setUpCode: building.setUpCode,
    browser: (saysItIs?: string) => new Browser(address, saysItIs),
    letterTo,
    /** The one-time code in the latest letter of its kind. */
    async codeFor(to: string, says: RegExp): Promise<string> {
      const { text } = await letterTo(to, says)
      return must(/\b(\d{6,8})\b/.exec(text)?.[1], 'the letter has a code')
    },
    async [Symbol.asyncDispose]() {
      await building.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
