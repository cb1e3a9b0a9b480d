import type pg from 'pg'

/** What goes wrong at a statement: the process dies before it, or after it without hearing the answer; or PostgreSQL undoes the unit. */
export type Fault = 'crash-before' | 'crash-after' | 'serialization' | 'deadlock'

export type Faults = {
  /** How many statements have been sent since arming or counting began. */
  readonly statements: () => number
  /** The n-th statement from now on fails like this, once. */
  arm(fault: Fault, statement: number): void
  /** Counts only. */
  count(): void
  /** Whether the fault has happened. */
  readonly struck: () => boolean
  disarm(): void
}

const CODES = { serialization: '40001', deadlock: '40P01' } as const

/** Sits between the engine and PostgreSQL: counts statements, and lets one of them fail. */
export function openFaults(pool: pg.Pool): Faults {
  let seen = 0
  let armed: { fault: Fault; statement: number } | undefined
  let isStruck = false
  let isCounting = false

  const gone = (client: pg.PoolClient) => {
    const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
    connection.stream.destroy()
    return new Error('Connection terminated unexpectedly')
  }
  pool.on('connect', (client) => {
    client.query = new Proxy(client.query, {
      apply(query, self, args: unknown[]) {
        if (!isCounting) return Reflect.apply(query, self, args) as unknown
        seen += 1
        if (!armed || isStruck || seen !== armed.statement)
          return Reflect.apply(query, self, args) as unknown
        isStruck = true
        switch (armed.fault) {
          case 'crash-before':
            return Promise.reject(gone(client))
          case 'crash-after':
            return (Reflect.apply(query, self, args) as Promise<unknown>).then(() => {
              throw gone(client)
            })
          default:
            return Promise.reject(
              Object.assign(new Error(`${armed.fault}, as the town had it`), {
                code: CODES[armed.fault],
              }),
            )
        }
      },
    })
  })
  return {
    statements: () => seen,
    struck: () => isStruck,
    count() {
      ;[seen, isStruck, isCounting, armed] = [0, false, true, undefined]
    },
    arm(fault, statement) {
      ;[seen, isStruck, isCounting] = [0, false, true]
      armed = { fault, statement }
    },
    disarm() {
      isCounting = false
      armed = undefined
    },
  }
}
