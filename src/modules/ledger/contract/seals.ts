import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { date, instant } from './shapes.ts'

export const seal = z.object({
  number: z.int(),
  day: date,
  fromJournal: z.string(),
  toJournal: z.string(),
  journals: z.int(),
  /** SHA-256, hexadecimal; keep one elsewhere, and nobody can change what is before it. */
  hash: z.string(),
  sealedAt: instant,
})

export const seals = z.object({
  /** The latest thirty. */
  seals: z.array(seal),
  total: z.int(),
  /** Recorded since the last seal. */
  unsealed: z.int(),
  last: z
    .object({
      startedAt: instant,
      finishedAt: instant,
      journals: z.int(),
      seals: z.int(),
      findingsCount: z.int(),
      /** The first hundred, in words. */
      findings: z.array(z.string()),
    })
    .nullable(),
})
export type Seals = z.infer<typeof seals>

export const readSeals = endpoint({
  name: 'ledger.read-seals',
  method: 'GET',
  path: '/api/ledger/seals',
  access: 'ledger.read',
  summary: 'Seals of the ledger, and what came of computing them all again the last time.',
  input: nothing,
  reply: seals,
})

export const verifySeals = endpoint({
  name: 'ledger.verify-seals',
  method: 'POST',
  path: '/api/ledger/seals/verification',
  access: 'ledger.read',
  summary:
    'Computes every seal again in the background; the result appears where the last one is shown.',
  input: nothing,
  reply: nothing,
  pace: 'heavy',
})
