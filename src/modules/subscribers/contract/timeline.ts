import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { longText } from '#kernel/text.ts'
import { author, instant } from './shapes.ts'

export const moment = z.object({
  id,
  at: instant,
  /** `note`, or what happened: `services.activated`. */
  what: z.string(),
  facts: z.record(z.string(), z.unknown()),
  note: z.string().nullable(),
  pinned: z.boolean(),
  by: author,
})
export type Moment = z.infer<typeof moment>
const subscriberId = z.object({ subscriberId: id })

export const readTimeline = endpoint({
  name: 'subscribers.read-timeline',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/timeline',
  access: 'subscribers.read',
  reach: 'site',
  summary:
    'What happened with a subscriber, newest first, a hundred at a time; and the notes that are pinned.',
  input: subscriberId.extend({
    /** The id of the last one seen. */
    before: id.optional(),
  }),
  reply: z.object({ pinned: z.array(moment), moments: z.array(moment), more: z.boolean() }),
  personal: true,
})

export const writeNote = endpoint({
  name: 'subscribers.write-note',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/notes',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Writes a note for colleagues.',
  input: subscriberId.extend({
    note: longText({ max: 4000 }).min(1, 'Fill this in.'),
    pinned: z.boolean(),
  }),
  reply: moment,
  personal: true,
})

export const pinNote = endpoint({
  name: 'subscribers.pin-note',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/notes/:noteId',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Keeps a note on top, or no longer.',
  input: subscriberId.extend({ noteId: id, pinned: z.boolean() }),
  reply: moment,
  personal: true,
})
