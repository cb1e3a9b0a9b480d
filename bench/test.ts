/**
 * Wall time of the whole `npm test`, as somebody waits for it who has run it before, with the CPU time that it takes
 * and what takes longest. Packages are installed and the database's template is made, so run it twice on a new
 * machine and take the second. On a busy machine the wall time says little: compare the CPU time.
 */
import { spawn } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { stopwatch } from '#platform/clock.ts'

/** Five minutes: what people still wait for before they go and do something else. */
const AIM_S = 300
const SLOWEST = 10

const load = loadavg()[0] ?? 0
const elapsed_ms = stopwatch()
// The shell knows the CPU time of its children and theirs, which Node.js does not tell.
const child = spawn(
  '/bin/sh',
  ['-c', '"$@"; code=$?; times >&3; exit $code', 'sh', process.execPath, program()],
  { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] },
)
let said = ''
let times = ''
child.stdout?.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  said += chunk.toString()
})
child.stdio[3]?.on('data', (chunk: Buffer) => (times += chunk.toString()))
const code = await new Promise<number | null>((done) => child.once('close', done))
said = stripVTControlCharacters(said)
const wall_s = seconds(elapsed_ms())
const counted = /(\d+) passed, (\d+) failed\s*$/.exec(said)

console.log(
  JSON.stringify({
    bench: 'test',
    wall_s,
    cpu_s: cpuOf(times),
    passed: Number(counted?.[1] ?? 0),
    failed: counted ? Number(counted[2]) : null,
    cores: cpus().length,
    load_before: Number(load.toFixed(1)),
    aim_wall_s: AIM_S,
    share_of_aim: Number((wall_s / AIM_S).toFixed(2)),
    checks_s: Object.fromEntries(
      [...said.matchAll(/^[✓✗] (.+) \(([\d.]+) s\)/gm)].map(([, name, s]) => [name, Number(s)]),
    ),
    slowest_files_s: Object.fromEntries(slowest(said)),
  }),
)
process.exitCode = code === 0 ? 0 : 1

function program(): string {
  return join(import.meta.dirname, '..', 'bin', 'test.mjs')
}

/** Lines such as ` ✓ journeys/faults.test.ts (9 tests) 13826ms`. */
function slowest(text: string): [file: string, s: number][] {
  return [...text.matchAll(/^ \S (\S+\.test\.ts) \(.*?\) ?(\d+)ms/gm)]
    .map(([, file = '', ms]): [string, number] => [file, seconds(Number(ms))])
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SLOWEST)
}

/** The second line of what `times` says: user and system time of the children, as `2m3.45s 0m6.78s`. */
function cpuOf(text: string): number {
  const [, ofChildren = ''] = text.split('\n')
  const parts = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
  return seconds(parts.reduce((sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000, 0))
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(1))
}
