import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { readDemo } from '#main/demo/record.ts'
import { copyHome } from '#main/testing/copy-home.ts'
import { freePort, startKasi } from '../process.ts'

/** A home in which Kasi has run before and made its demo, at a path where nothing is yet, or an empty directory. */
export async function copyDemoHome(to: string): Promise<void> {
  copyHome(await demoHome(), to)
}

const PATIENCE_ms = 240_000

/** The home to copy. It is made once for the whole run, by whoever needs it first: that takes longer than most tests. */
export async function demoHome(): Promise<string> {
  const dir = join(inject('scratch'), 'demo')
  const home = join(dir, 'home')
  const [made, failed] = [join(dir, 'made'), join(dir, 'failed')]
  if (isFirst(dir)) {
    try {
      await makeDemo(home)
      writeFileSync(made, '')
    } catch (error) {
      writeFileSync(failed, String(error))
      throw error
    }
  }
  for (const until = performance.now() + PATIENCE_ms; !existsSync(made); await sleep(50)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
    if (performance.now() > until) throw new Error(`Nobody has made the demo in ${dir}`)
  }
  return home
}

/** Test files run in several processes; making a directory is what only one of them can do. */
function isFirst(dir: string): boolean {
  try {
    mkdirSync(dir, { mode: 0o711 })
    return true
  } catch {
    return false
  }
}

/** How long after its beginning the making is cut short, each time further. */
const CUTS_ms = [60, 350, 800]

/** The power goes three times before it is complete, so whatever is seen of this demo was completed by a later start. */
async function makeDemo(home: string): Promise<void> {
  const env = { KASI_HOME: home, KASI_HTTP_PORT: await freePort() }
  for (const after_ms of CUTS_ms) {
    await using kasi = startKasi(env)
    await kasi.waitFor('Making the demo ISP')
    await sleep(after_ms)
    await kasi.kill9()
    if (readDemo(home)?.complete) throw new Error(`The demo was complete after ${after_ms} ms`)
  }
  await using kasi = startKasi(env)
  await kasi.ready
  await kasi.stop()
}
