import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { instant } from './shapes.ts'

/** The wizard's steps in order. The owner's own step belongs to staff and comes before these. */
export const SETUP_STEPS = [
  'identity',
  'region',
  'brand',
  'hours',
  'first-site',
  'colleagues',
] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

export const setup = z.object({
  steps: z.array(
    z.object({
      step: z.enum(SETUP_STEPS),
      state: z.enum(['open', 'done', 'skipped']),
      at: instant.nullable(),
    }),
  ),
  /** Every step is done or skipped: the wizard need not show any more. */
  finished: z.boolean(),
})
export type Setup = z.infer<typeof setup>

export const readSetup = endpoint({
  name: 'organization.read-setup',
  method: 'GET',
  path: '/api/set-up/steps',
  access: 'organization.read',
  summary: 'Which steps of the set-up are done.',
  input: nothing,
  reply: setup,
})

/** Doing a step (changing the identity, opening a site…) marks it done by itself; only skipping is told. */
export const skipSetupStep = endpoint({
  name: 'organization.skip-setup-step',
  method: 'POST',
  path: '/api/set-up/steps/:step/skip',
  access: 'organization.change',
  summary: 'Leaves a step of the set-up for later.',
  input: z.object({ step: z.enum(SETUP_STEPS) }),
  reply: setup,
})
