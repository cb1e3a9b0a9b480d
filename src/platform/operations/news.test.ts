import { expect, test } from 'vitest'
import { nobody } from '#kernel/actor.ts'
import { newsFor } from '#platform/operations/news.ts'
import { staffWith } from '#platform/testing.ts'

test.each([
  { holds: ['organization.read-sites'], event: 'organization.site-opened', room: 'organization' },
  { holds: ['organization.read-sites'], event: 'staff.member-joined', room: undefined },
  { holds: ['staffing.read'], event: 'staff.member-joined', room: undefined },
  { holds: [], event: 'organization.site-opened', room: undefined },
])('whoever holds $holds hears of $event: $room', ({ holds, event, room }) => {
  expect(newsFor(staffWith(holds), event)?.room).toBe(room)
})

test('nobody hears nothing', () => {
  expect(newsFor(nobody, 'organization.site-opened')).toBeUndefined()
})
