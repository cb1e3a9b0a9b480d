import { readFileSync } from 'node:fs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A stop that hangs must not keep a machine from shutting down. */
const PATIENCE_ms = 40_000

/** Someone who presses Ctrl-C again after this long means it. Sooner, it is the same Ctrl-C told twice (npm passes it on). */
const AGAIN_ms = 1_500

/**
 * Resolves when somebody wants us to stop: a signal, or the end of the process that started us (bin/lib.mjs holds a
 * channel to us), the end of npm. From then on a second Ctrl-C, or a stop that hangs, ends the process at once:
 * nothing confirmed is lost by that, and PostgreSQL shuts down when we are gone.
 */
export function untilToldToStop(): Promise<string> {
  return new Promise((resolve) => {
    let told_ms: number | undefined
    const tell = (why: string) => {
      if (told_ms === undefined) {
        told_ms = performance.now()
        setTimeout(() => process.exit(1), PATIENCE_ms).unref()
        resolve(why)
      } else if (performance.now() - told_ms > AGAIN_ms) process.exit(1)
    }
    for (const signal of SIGNALS) process.on(signal, () => tell(signal))
    process.on('disconnect', () => tell('the end of the process that started it'))
    watchNpm(() => tell('the end of npm'))
  })
}

/**
 * Killed with -9, npm cannot say goodbye. Between it and us there may be a shell and an older Node.js, so what is watched
 * is the process just below npm: when npm is gone, the kernel gives that one another parent.
 */
function watchNpm(gone: () => void) {
  const child = childOfNpm()
  if (child === undefined) return
  const npm = parentOf(child)
  const timer = setInterval(() => {
    if (parentOf(child) === npm) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}

function childOfNpm(): number | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  for (
    let pid = process.pid, parent = parentOf(pid);
    parent > 1;
    pid = parent, parent = parentOf(pid)
  ) {
    if (/^npm\b|npm-cli\.js/.test(read(`/proc/${parent}/cmdline`))) return pid
  }
  return undefined
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
