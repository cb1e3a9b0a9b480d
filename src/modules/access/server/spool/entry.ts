import { z } from 'zod'
import type { Entry } from '../../rules/hear.ts'

const text = z.string().nullable()
const number = z.number().nullable()
const told = z.object({ octets: z.string().transform(BigInt), isWide: z.boolean() }).nullable()

/** As it lies on the disk, perhaps written by the Kasi of yesterday: what is added here has a default. */
const entry = z.union([
  z.object({ kind: z.enum(['on', 'off']), nasId: z.string(), at_ms: z.number() }),
  z.object({
    ...{ kind: z.enum(['start', 'interim', 'stop']), at_ms: z.number(), receivedAt_ms: z.number() },
    isTimed: z.boolean().default(false),
    ...{ seconds: number, up: told, down: told, cause: text },
    ...{ nasId: z.string(), key: z.string(), serviceId: text, class: text, told: text },
    ...{ nasSession: z.string(), userName: z.string(), station: text, calledStation: text },
    ...{ nasPort: text, ipv4: text, ipv6Prefix: text, delegatedPrefix: text, interim_s: number },
  }),
]) satisfies z.ZodType<Entry>

export function entriesToText(entries: readonly Entry[]): string {
  return JSON.stringify(entries, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
}

export function entriesFromText(given: string): Entry[] {
  return z.array(entry).parse(JSON.parse(given))
}
