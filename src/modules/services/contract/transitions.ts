import type { ServiceStatus } from './serving.ts'

/**
 * What may become of a service, whole: whatever is not in this table is refused. Holds and periods are no
 * statuses: a service on hold is active, and so is one whose paid time is over.
 */
export const SERVICE_EVENTS = ['order', 'activate', 'send-back', 'cancel', 'end'] as const
export type ServiceEvent = (typeof SERVICE_EVENTS)[number]

export const TRANSITIONS = {
  draft: { order: 'pending', cancel: 'ended' },
  pending: { activate: 'active', 'send-back': 'draft', cancel: 'ended' },
  active: { end: 'ended' },
  ended: {},
} as const satisfies Record<ServiceStatus, Partial<Record<ServiceEvent, ServiceStatus>>>

/** The status after an event; nothing when the event cannot happen in this status. */
export function statusAfter(status: ServiceStatus, event: ServiceEvent): ServiceStatus | undefined {
  const from: Partial<Record<ServiceEvent, ServiceStatus>> = TRANSITIONS[status]
  return from[event]
}

/** The events that can happen in a status, for the buttons of a screen. */
export function eventsOf(status: ServiceStatus): ServiceEvent[] {
  return SERVICE_EVENTS.filter((event) => statusAfter(status, event) !== undefined)
}
