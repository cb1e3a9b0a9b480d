import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A FreeRADIUS (Debian: freeradius) with this configuration, which takes requests by now. */
export type FreeRadius = { log(): string; end(): Promise<void> }

/** `sections`: all of radiusd.conf but where files lie. */
export async function startFreeRadius(dir: string, sections: string): Promise<FreeRadius> {
  writeFileSync(join(dir, 'radiusd.conf'), `${placesOf(dir)}\n${sections}`)
  const child: ChildProcess = spawn('freeradius', [
    ...['-f', '-X', '-d', dir, '-D', '/usr/share/freeradius'],
  ])
  let log = ''
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  void ended.then(() => reject(new Error(log)))
  child.once('error', reject)
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      log = (log + String(chunk)).slice(-60_000)
      if (log.includes('Ready to process requests')) resolve()
    })
  await promise
  return {
    log: () => log,
    end: () => {
      child.kill()
      return ended
    },
  }
}

function placesOf(dir: string): string {
  return `
prefix = /usr
libdir = /usr/lib/freeradius
raddbdir = ${dir}
logdir = ${dir}
run_dir = ${dir}
pidfile = ${dir}/pid
security {
  reject_delay = 0
  status_server = yes
  allow_vulnerable_openssl = yes
}`
}
