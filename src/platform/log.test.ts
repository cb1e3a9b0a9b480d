import { spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createLog } from '#platform/log.ts'
import { withoutSecrets } from '#platform/redact.ts'
import { Secret } from '#platform/secret.ts'

const PLANTED = 'hunter2-planted'

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  write(createLog('debug', { write: (line) => void (text += line) }))
  return text
}

test('a secret prints as one word however it is printed', () => {
  const secret = new Secret(PLANTED)
  expect(`${secret}`).toBe('[secret]')
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}')
  expect(inspect({ deep: { secret } })).not.toContain(PLANTED)
  expect(secret.reveal()).toBe(PLANTED)
})

test.each([
  ['by type', { anything: new Secret(PLANTED) }],
  ['by name', { password: PLANTED }],
  ['by a part of the name', { currentPassword: PLANTED, webhook_secret: PLANTED, apiKey: PLANTED }],
  ['by a header name', { headers: { authorization: `Bearer ${PLANTED}`, cookie: PLANTED } }],
  ['deep inside', { a: [{ b: new Map([['token', PLANTED]]) }] }],
  ['in a URL', { at: `postgres://kasi:${PLANTED}@db.example/kasi` }],
  ['in an error', { err: new Error('no', { cause: new Error(`postgres://a:${PLANTED}@b/c`) }) }],
  [
    'in what a library hung on an error',
    { err: Object.assign(new Error('no'), { config: { data: PLANTED } }) },
  ],
  ['in bytes', { blob: Buffer.from(PLANTED) }],
])('the log hides a secret %s', (_how, facts) => {
  const text = written((log) => log.info(facts, 'http'))
  expect(text).toContain('"msg":"http"')
  expect(text).not.toContain(PLANTED)
})

test('the log hides a bearer token in the words too', () => {
  expect(written((log) => log.warn(`sent Bearer ${PLANTED}`))).not.toContain(PLANTED)
})

test('what is no secret stays readable', () => {
  const facts = {
    kraPin: 'P051234567X',
    shippingAddress: 'Karen',
    subscriberId: 's1',
    keyboard: 'qwerty',
  }
  expect(withoutSecrets(facts)).toEqual(facts)
})

test('nobody can forge a line or command a terminal', () => {
  const text = written((log) =>
    log.info({ name: 'a\nb\u001b[2J\u202e' }, 'x\r\n{"level":"info","msg":"forged"}'),
  )
  expect(text.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(text)).toMatchObject({
    name: 'a\\u000ab\\u001b[2J\\u202e',
    msg: 'x\\u000d\\u000a{"level":"info","msg":"forged"}',
  })
})

test('an error is written with its causes', () => {
  const cause = new Error('disk full')
  const line: unknown = JSON.parse(
    written((log) => log.error({ err: new Error('backup failed', { cause }) }, 'fault')),
  )
  expect(line).toMatchObject({
    err: { type: 'Error', message: 'backup failed', cause: { message: 'disk full' } },
  })
})

test('a cycle or a depth without end makes no line without end', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  expect(written((log) => log.info({ cycle }, 'x')).length).toBeLessThan(2_000)
})

test.each([
  ['ends', ''],
  ['is ended by itself', 'process.exit(3)'],
  ['breaks down', "throw new Error('broken')"],
])('the last line is written although the process %s at once', (_, end) => {
  const program = `import { openLog } from '#platform/log.ts'
    const log = await openLog({ env: 'production', log: { level: 'info' } })
    for (let n = 0; n < 500; n++) log.info({ n }, 'a line that waits for others')
    ${end}`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect(stdout.trim().split('\n')).toHaveLength(500)
  expect(stdout).toContain('"n":499')
})

test('a disk without room takes the lines, and not the process', () => {
  const program = `import { openLog } from '#platform/log.ts'
    import { setTimeout as sleep } from 'node:timers/promises'
    const log = await openLog({ env: 'production', log: { level: 'info' } })
    for (let n = 0; n < 3; n++) {
      log.info({ n }, 'a line for which there is no room')
      await sleep(250)
    }
    console.error('still here')`
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
    timeout: 15_000,
  })
  closeSync(full)
  expect([stderr.trim(), status]).toEqual(['still here', 0])
})
