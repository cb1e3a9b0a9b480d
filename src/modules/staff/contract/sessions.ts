import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { instant } from './words.ts'

export const session = z.object({
  id,
  memberId: id,
  memberName: z.string(),
  /** The browser and system, in words: `Firefox on Linux`. */
  device: z.string(),
  ip: z.string(),
  startedAt: instant,
  lastSeenAt: instant,
  endsAt: instant,
  standing: z.enum(['whole', 'enrolling']),
  /** The session that asks. */
  current: z.boolean(),
})

export const listMySessions = endpoint({
  name: 'staff.list-my-sessions',
  method: 'GET',
  path: '/api/me/sessions',
  access: 'signed-in',
  summary: 'Shows one’s own open sessions, the latest first',
  input: nothing,
  reply: z.object({ items: z.array(session) }),
})

export const endMySession = endpoint({
  name: 'staff.end-my-session',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  access: 'signed-in',
  stepUp: true,
  summary: 'Ends one of one’s own sessions',
  input: z.object({ sessionId: id }),
  reply: nothing,
})

export const endMyOtherSessions = endpoint({
  name: 'staff.end-my-other-sessions',
  method: 'POST',
  path: '/api/me/sessions/end-others',
  access: 'signed-in',
  stepUp: true,
  summary: 'Ends all of one’s own sessions but the one that asks',
  input: nothing,
  reply: z.object({ ended: z.number().int() }),
})

export const listSessions = listEndpoint({
  name: 'staff.list-sessions',
  path: '/api/staff/sessions',
  access: 'staff.sessions',
  reach: 'site',
  summary: 'Lists everybody’s open sessions',
  personal: true,
  sorts: ['lastSeenAt', 'startedAt', 'memberName'],
  defaultSort: '-lastSeenAt',
  filters: { memberId: anyOf(id) },
  item: session,
})

export const endSession = endpoint({
  name: 'staff.end-session',
  method: 'DELETE',
  path: '/api/staff/sessions/:sessionId',
  access: 'staff.sessions',
  reach: 'site',
  summary: 'Ends somebody’s session',
  input: z.object({ sessionId: id }),
  reply: nothing,
})

export const endMemberSessions = endpoint({
  name: 'staff.end-member-sessions',
  method: 'POST',
  path: '/api/staff/members/:memberId/end-sessions',
  access: 'staff.sessions',
  reach: 'site',
  summary: 'Ends all sessions of one member',
  input: z.object({ memberId: id }),
  reply: z.object({ ended: z.number().int() }),
})

export const endAllSessions = endpoint({
  name: 'staff.end-all-sessions',
  method: 'POST',
  path: '/api/staff/sessions/end-all',
  access: 'staff.sessions',
  reach: 'site',
  stepUp: true,
  summary: 'Ends every session of everybody but the one that asks',
  input: nothing,
  reply: z.object({ ended: z.number().int() }),
})
