import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { instant } from './words.ts'

export const signInAttempt = z.object({
  id,
  at: instant,
  /** The member whose address was given; null when nobody has it. The address itself is not kept. */
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  ip: z.string(),
  device: z.string(),
  factor: z.enum([
    'password',
    'totp',
    'email-code',
    'recovery-code',
    'passkey',
    'reset-code',
    'set-up-code',
  ]),
  outcome: z.enum(['signed-in', 'factor-right', 'wrong', 'delayed', 'disabled']),
})

export const listSignInAttempts = listEndpoint({
  name: 'staff.list-sign-in-attempts',
  path: '/api/staff/sign-in-attempts',
  access: 'staff.attempts',
  reach: 'site',
  summary: 'Lists tries to sign in, right and wrong',
  personal: true,
  sorts: ['at'],
  defaultSort: '-at',
  filters: {
    memberId: anyOf(id),
    outcome: anyOf(signInAttempt.shape.outcome),
    ip: anyOf(z.union([z.ipv4(), z.ipv6()])),
  },
  item: signInAttempt,
})
