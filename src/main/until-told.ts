const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A stop that hangs must not keep a machine from shutting down. */
const PATIENCE_ms = 40_000

/** Someone who presses Ctrl-C again after this long means it. Sooner, it is the same Ctrl-C told twice (npm passes it on). */
const AGAIN_ms = 1_500

/**
 * Resolves when somebody wants us to stop: a signal, or the end of the process that started us (bin/lib.mjs holds a
 * channel to us; npm is our parent). From then on a second Ctrl-C, or a stop that hangs, ends the process at once:
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
    if (process.env.npm_lifecycle_event !== undefined) watchParent(() => tell('the end of npm'))
  })
}

/** Killed with -9, npm cannot say goodbye; the kernel then gives us another parent. */
function watchParent(gone: () => void) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    gone()
  }, 500)
  timer.unref()
}
