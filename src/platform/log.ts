import { pino, type BaseLogger, type DestinationStream } from 'pino'
import type { Config } from '#platform/config.ts'
import { plainText, withoutSecrets } from '#platform/redact.ts'

/** Facts first, then a few words: `log.info({ endpoint, duration_ms }, 'http')`. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>

/**
 * One JSON line per happening on standard output; keeping, rotating and shipping them is the host's work
 * (systemd, Docker). In development, lines for people instead. Times are UTC. Secrets are hidden by type and
 * by name before a line is made, whoever writes it.
 */
export async function openLog(
  config: Pick<Config, 'env'> & { readonly log: Pick<Config['log'], 'level'> },
  destination?: DestinationStream,
): Promise<Log> {
  const pretty = config.env === 'development' && !destination
  return createLog(config.log.level, destination ?? (pretty ? await prettyStdout() : plainStdout()))
}

/** The same, and where the settings say so each line goes to the collector besides (OTEL_LOGS_EXPORTER). */
export async function openShippedLog(
  config: Pick<Config, 'env' | 'log' | 'tracing'>,
): Promise<{ log: Log; close: () => Promise<void> }> {
  const { endpoint } = config.tracing
  if (!config.log.isShipped || !endpoint)
    return { log: await openLog(config), close: async () => {} }
  const { level } = config.log
  const here = config.env === 'development' ? await prettyStdout() : plainStdout()
  const { openShipping } = await import('#platform/log-shipping.ts')
  const shipping = openShipping({ ...config.tracing, endpoint }, (facts, words) =>
    log.warn(facts, words),
  )
  const both = pino.multistream([here, shipping].map((stream) => ({ stream, level: 'trace' })))
  const log = createLog(level, both)
  return { log, close: () => shipping.close() }
}

export function createLog(level: Config['log']['level'], destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (facts: object) => withoutSecrets(facts) as Record<string, unknown>,
    },
    // Errors are turned into facts above, with their causes; pino's own serializer would undo that.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(this: unknown, given: unknown[], write: (...given: unknown[]) => void) {
        write.apply(
          this,
          given.map((one) => (typeof one === 'string' ? plainText(one) : one)),
        )
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/**
 * Lines are written together, a tenth of a second after the first of them at the latest, and work never waits for a
 * line. What is left is written when the process ends.
 */
function plainStdout(): DestinationStream {
  return linesTo(1)
}

/** Lines that wait for a reader that has stopped, or for a disk that is full. What is beyond is lost, and the work goes on. */
const WAITING_BYTES_MAX = 16 * 1024 * 1024

/** Lines to a file, or to what is open under this number. That they cannot be written is no reason to end: where would it be said? */
export function linesTo(dest: number | string): DestinationStream {
  const stream = pino.destination({
    ...{ dest, sync: false, minLength: 4096, periodicFlush: 100 },
    ...{ mode: 0o600, maxLength: WAITING_BYTES_MAX },
  })
  let isStuck = false
  stream.on('error', () => (isStuck = true))
  stream.on('write', () => (isStuck = false))
  // At the end pino would try for as long as it takes, and a supervisor wait for it.
  for (const end of ['beforeExit', 'exit'] as const)
    process.prependListener(end, () => isStuck && stream.destroy())
  return stream
}

/** Loaded only where it is used: production does not pay for it. */
async function prettyStdout(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ colorize: process.stdout.isTTY, translateTime: 'SYS:HH:MM:ss.l', sync: true })
}

export const silentLog: Log = createLog('silent')
