import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from '#platform/trouble.ts'

/** The first lines of postmaster.pid: https://www.postgresql.org/docs/18/storage-file-layout.html */
export type PidFile = { pid: number; port: number; ready: boolean }

export function readPidFile(dataDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/**
 * Every PostgreSQL process works inside its data directory, so the processes whose working directory that is are exactly
 * the ones that may still write there, whatever a pid file says.
 */
export function processesIn(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => workingDirectory(pid) === dataDir)
    .map(Number)
}

function workingDirectory(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

/**
 * Makes sure that no PostgreSQL of an earlier run still works on the data. Two at once would destroy them, so this asks
 * politely (fast shutdown), then firmly (immediate shutdown: the next start recovers from the log), and else gives up.
 * postmaster.pid is left alone where PostgreSQL can judge it; it also names the shared memory of lingering processes.
 */
export async function endEarlierRun(dataDir: string, dropPidFile: () => void) {
  const postmaster = readPidFile(dataDir)?.pid
  if (postmaster !== undefined && processesIn(dataDir).includes(postmaster))
    send(postmaster, 'SIGINT')
  if (!(await gone(dataDir, 30_000))) {
    for (const pid of processesIn(dataDir)) send(pid, 'SIGQUIT')
    if (!(await gone(dataDir, 10_000))) {
      throw new Trouble(
        `A PostgreSQL of an earlier run (process ${processesIn(dataDir).join(', ')}) still works on ${dataDir} and does not stop.`,
        `Look at it (ps -fp ${processesIn(dataDir).join(',')}), end it, and start again. Nothing was changed.`,
      )
    }
  }
  const left = readPidFile(dataDir)?.pid
  if (left !== undefined && isAlive(left)) dropPidFile()
}

async function gone(dataDir: string, patience_ms: number): Promise<boolean> {
  const until = performance.now() + patience_ms
  while (processesIn(dataDir).length > 0) {
    if (performance.now() > until) return false
    await sleep(50)
  }
  return true
}

/** The number of a process that ended may by now belong to any other program; PostgreSQL would take that for itself. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
