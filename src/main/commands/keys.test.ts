import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '#platform/testing.ts'
import { Trouble } from '#platform/trouble.ts'
import { parseGiven } from '../command.ts'
import { command as auditCommand } from './audit.ts'
import { command as keysCommand } from './keys.ts'

const home = mkdtempSync(join(tmpdir(), 'kasi-test-'))
const said: string[] = []

beforeAll(async () => {
  vi.stubEnv('KASI_HOME', home)
  vi.stubEnv('KASI_ENV', 'production')
  vi.stubEnv('KASI_PUBLIC_URL', 'https://isp.example')
  vi.stubEnv('DATABASE_URL', (await testDatabase()).url)
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterAll(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(home, { recursive: true, force: true })
})

const COMMANDS = { keys: keysCommand, audit: auditCommand }

/** What `kasi …` does, in production, on this file's database: its exit code, and what it says. */
async function kasi(
  name: keyof typeof COMMANDS,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  said.length = 0
  try {
    const code = await COMMANDS[name].run(parseGiven(name, COMMANDS[name], args))
    return { code, said: said.join('\n') }
  } catch (error) {
    if (error instanceof Trouble) return { code: 1, said: `${error.message} ${error.todo}` }
    throw error
  }
}

const key = /k-[0-9a-f]{12}/g

test('the life of a keys file, from the command line', async () => {
  const none = await kasi('keys', 'status')
  expect(none.code).toBe(1)
  expect(none.said).toContain('There are no keys')

  expect((await kasi('keys', 'create')).said).toContain('Keep a copy in another place')
  expect(statSync(join(home, 'keys.json')).mode & 0o777).toBe(0o600)
  const made = readFileSync(join(home, 'keys.json'), 'utf8')
  expect(await kasi('keys', 'create')).toMatchObject({
    code: 1,
    said: expect.stringContaining('Kasi never overwrites keys'),
  })
  expect(readFileSync(join(home, 'keys.json'), 'utf8')).toBe(made)

  const status = await kasi('keys', 'status')
  expect(status.code).toBe(0)
  const [old = ''] = status.said.match(key) ?? []
  expect(status.said).toContain(`${old}  current, wraps data keys`)

  expect(await kasi('keys', 'forget', old)).toMatchObject({
    code: 1,
    said: expect.stringContaining('is in use'),
  })
  expect(await kasi('keys', 'rewrap', '--new')).toMatchObject({
    code: 0,
    said: expect.stringContaining('3 data keys are now wrapped by'),
  })
  expect((await kasi('keys', 'status')).said).toContain(`${old}  older, wraps nothing`)
  expect(await kasi('keys', 'forget', old)).toMatchObject({ code: 0 })
  expect((await kasi('keys', 'status')).said).not.toContain(old)

  const verified = await kasi('audit', 'verify')
  expect(verified).toMatchObject({
    code: 0,
    said: expect.stringContaining(
      '2 rows (2 wait for their place), 0 anchors inside and 0 outside: the trail is whole.',
    ),
  })
})

test.each([
  ['keys', [], 'something is missing'],
  ['keys', ['melt'], 'there is no "keys melt"'],
  ['keys', ['forget'], 'forget needs a KEY'],
  ['keys', ['rotate', 'k-1'], 'rotate takes no KEY'],
  ['keys', ['rotate', '--new'], '--new does not go with rotate'],
  ['audit', ['paint'], 'there is no "audit paint"'],
  ['audit', ['verify', '--anchors', '/nonexistent'], 'cannot be read'],
] as const)('kasi %s %j is answered clearly', async (name, args, sentence) => {
  expect(await kasi(name, ...args)).toMatchObject({
    code: 1,
    said: expect.stringContaining(sentence),
  })
})
