import { z } from 'zod'
import { colour } from '#kernel/colour.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { point } from '#kernel/geo.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { phone } from '#kernel/phone.ts'
import { kraPin } from '#kernel/pin.ts'
import { rate } from '#kernel/rate.ts'
import { text } from '#kernel/text.ts'

/** A made-up contract, so that the form on the style page is checked by the real thing. It is never served. */
export const addMast = endpoint({
  name: 'style.add-mast',
  method: 'POST',
  path: '/api/style/masts',
  access: 'anyone',
  summary: 'Adds a mast',
  input: z.object({
    name: text({ max: 60 }),
    owner: z.enum(['own', 'rented', '']).refine((owner) => owner !== '', 'Choose one.'),
    height_m: z.number().int().min(3).max(120),
    rent: moneyOnWire.nullable(),
    uplink: rate,
    phone,
    pin: kraPin.nullable(),
    colour,
    at: point.nullable(),
    notes: z.string().max(500),
  }),
  reply: z.object({}),
})

export type Mast = {
  id: string
  name: string
  county: string
  state: 'up' | 'down' | 'slow'
  clients: number
  rent: { cents: string; currency: 'KES' }
  used: string
  since: string
}

const NAMES = [
  'Karen',
  'Kikuyu',
  'Thika Road',
  'Kilimani',
  'Ruaka',
  'Ngong Hills',
  'Athi River',
  'Limuru',
  'Juja',
  'Kitengela',
  'Syokimau',
  'Rongai',
  'Westlands',
  'Embakasi',
]
const COUNTIES = ['Nairobi', 'Kiambu', 'Kajiado', 'Machakos']

export const MASTS: readonly Mast[] = Array.from({ length: 42 }, (_, place) => ({
  id: `mast-${place}`,
  name: `${NAMES[place % NAMES.length] ?? 'Mast'} ${Math.floor(place / NAMES.length) + 1}`,
  county: COUNTIES[place % COUNTIES.length] ?? 'Nairobi',
  state: place % 11 === 3 ? 'down' : place % 7 === 2 ? 'slow' : 'up',
  clients: (place * 37) % 211,
  rent: { cents: String(1_500_000 + ((place * 7919) % 97) * 10_000), currency: 'KES' },
  used: String(BigInt(place * 7_919 + 13) * 12_345_678n),
  since: Temporal.Instant.from('2026-11-01T06:00:00Z')
    .subtract({ hours: place * 53 })
    .toString(),
}))

export const PLACES = MASTS.slice(0, 14).map((mast, place) => ({
  id: mast.id,
  name: mast.name,
  at: {
    lat: -1.29 + Math.sin(place * 2.4) * 0.05 * place,
    lng: 36.82 + Math.cos(place * 2.4) * 0.07 * place,
  },
  tone:
    mast.state === 'up'
      ? ('good' as const)
      : mast.state === 'slow'
        ? ('warn' as const)
        : ('bad' as const),
}))

/** Two weeks of traffic with the shape of evenings. */
export const TRAFFIC = Array.from({ length: 28 }, (_, place) => ({
  at:
    Temporal.PlainDate.from('2026-11-01')
      .add({ days: Math.floor(place / 2) })
      .toString() + (place % 2 ? 'T20' : 'T08'),
  down: Math.round(520 + (place % 2) * 380 + Math.sin(place / 3) * 90 + place * 9),
  up: Math.round(110 + (place % 2) * 60 + Math.cos(place / 4) * 25 + place * 2),
}))
