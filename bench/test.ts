/**
 * Wall time of the whole `npm test`, as somebody waits for it who has run it before. Packages are
 * installed and the database's template is made, so run it twice on a new machine and take the second.
 */
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { stopwatch } from '#platform/clock.ts'

/** Five minutes: what people still wait for before they go and do something else. */
const AIM_S = 300

const elapsed_ms = stopwatch()
const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'bin', 'test.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
let said = ''
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  said += chunk.toString()
})
const code = await new Promise<number | null>((done) => child.once('close', done))
const seconds = Number((elapsed_ms() / 1000).toFixed(1))
const counted = /(\d+) passed, (\d+) failed\s*$/.exec(said)

console.log(
  JSON.stringify({
    bench: 'test',
    wall_s: seconds,
    passed: Number(counted?.[1] ?? 0),
    failed: counted ? Number(counted[2]) : null,
    cores: cpus().length,
    aim_wall_s: AIM_S,
    share_of_aim: Number((seconds / AIM_S).toFixed(2)),
  }),
)
process.exitCode = code === 0 ? 0 : 1
