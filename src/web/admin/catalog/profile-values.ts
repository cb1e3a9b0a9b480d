import type { z } from 'zod'
import type { profileContent, ProfileKind } from '#modules/catalog/contract.ts'

export type ProfileInput = z.input<typeof profileContent>
export type ProfileOf<K extends ProfileKind> = Extract<ProfileInput, { kind: K }>
export type ContentProps<C> = {
  content: C
  issueAt: (path: string) => string | undefined
  onChange: (content: ProfileInput) => void
}
/** What stands for a speed that was rubbed out: the contract refuses it. */
export const NO_RATE = { down_bps: Number.NaN, up_bps: Number.NaN }
export type WindowInput = { days: number[]; from: string; to: string }

export const NIGHT: WindowInput = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }

/** What a new profile of each kind starts from. */
export const START: Record<ProfileKind, ProfileInput> = {
  speed: {
    ...{ kind: 'speed', rate: { down_bps: 20_000_000, up_bps: 10_000_000 }, guaranteed: null },
    ...{ burst: null, tier: 1, weight: 4, windows: [] },
  },
  'fair-use': {
    ...{ kind: 'fair-use', period: 'month', counts: 'total', freeWindows: [], notices: [8000] },
    stages: [
      {
        ...{ after: '300000000000', speed: { down_bps: 5_000_000, up_bps: 2_000_000 } },
        ...{ tier: null, weight: null, during: null },
      },
    ],
  },
  quota: {
    kind: 'quota',
    allowances: [{ meter: 'data', amount: '10000000000', period: 'validity', during: null }],
    ...{ atEnd: { do: 'redirect' }, rollover: 0, notices: [8000, 10_000] },
  },
  'access-hours': {
    ...{ kind: 'access-hours', open: [NIGHT], outside: { do: 'deny' } },
  },
}
