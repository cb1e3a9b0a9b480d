import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type DemoPorts, USUAL } from './ports.ts'

/** `<home>/demo.json`: what the demo made and how to get in, for people and for scripts. */
const demoRecord = z.object({
  isp: z.string(),
  /** Which database the demo is in: the moment of its first migration. */
  database: z.string(),
  /** False while the demo is being made; the next start goes on where it ended. */
  complete: z.boolean(),
  addresses: z.object({
    http: z.string(),
    /** The captive page, as a phone in the market sees it. */
    captive: z.string().optional(),
  }),
  /** What is laxer than it would be in earnest. */
  relaxed: z.array(z.string()),
  /** Routers that ask RADIUS from this machine, with their secrets. */
  routers: z
    .array(
      z.object({
        name: z.string(),
        address: z.string(),
        secret: z.string(),
        /** Where it takes changes, and its API, while the demo runs. */
        coaPort: z.int().optional(),
        api: z.object({ port: z.int(), name: z.string(), password: z.string() }).optional(),
      }),
    )
    .default([]),
  /** Where the simulated outside listens; chosen once, because gateways and routers are told. */
  ports: z
    .object({
      ...{ texts: z.int(), mpesa: z.int(), google: z.int().default(USUAL.google) },
      ...{ changes: z.int(), api: z.int() },
    })
    .default(USUAL) satisfies z.ZodType<DemoPorts>,
  /** What of it could not be put up at the last start, in words. */
  away: z.array(z.string()).default([]),
  /** The simulated M-Pesa while the demo runs: its phones, and where things can be let go wrong. */
  mpesa: z
    .object({
      ...{ paybill: z.string(), page: z.string(), lab: z.string() },
      phones: z.array(
        z.object({ phone: z.string(), name: z.string(), pin: z.string(), page: z.string() }),
      ),
    })
    .optional(),
  /** Services of those who want more than their plan, chosen once: what happens to them later would change the choice. */
  wanting: z.array(z.string()).default([]),
  /** Lines that anybody may dial with. */
  services: z
    .array(
      z.object({
        username: z.string(),
        password: z.string(),
        access: z.string(),
        plan: z.string(),
        about: z.string(),
      }),
    )
    .default([]),
  staff: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      email: z.string(),
      password: z.string(),
      /** Codes of the sites that this member is limited to. */
      sites: z.array(z.string()).optional(),
      /** For an authenticator app; `kasi demo code` shows the code of now. */
      totpSecret: z.string().optional(),
    }),
  ),
})
export type DemoRecord = z.infer<typeof demoRecord>

const fileIn = (home: string) => join(home, 'demo.json')

export function readDemo(home: string): DemoRecord | undefined {
  const file = fileIn(home)
  if (!existsSync(file)) return undefined
  return demoRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Moved into place whole, so that a crash leaves the old record or the new one. */
export function writeDemo(home: string, record: DemoRecord): void {
  const beside = `${fileIn(home)}.new`
  writeFileSync(beside, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(beside, fileIn(home))
}

export function forgetDemo(home: string): void {
  rmSync(fileIn(home), { force: true })
  rmSync(join(home, 'mpesa-town.json'), { force: true })
  rmSync(join(home, 'mailbox'), { recursive: true, force: true })
}
