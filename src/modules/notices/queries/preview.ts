import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { speakerNow } from '#modules/messaging/index.ts'
import type { Read } from '#platform/tx.ts'
import type { previewNotice } from '../contract.ts'
import { noPreview } from '../refusals.ts'
import { TEMPLATES } from './templates.ts'
import { choicesNow } from './choices.ts'
import { peopleNow } from './people.ts'
import { remindersDue, tellingOf } from './reminders.ts'

const SHOWN_MAX = 20
const COUNTED_MAX = 1000

/** Who would get a reminder now, and what it would say to each. */
export async function previewOf(
  read: Read,
  { notice, leadHours }: ParsedInputOf<typeof previewNotice>,
): Promise<ReplyOf<typeof previewNotice>> {
  if (notice !== 'expires-soon' && notice !== 'expired') throw noPreview()
  const lead = leadHours ?? (await choicesNow(read)).get(notice)?.leadHours ?? 48
  const due = await remindersDue(read, { notice, leadHours: lead, limit: COUNTED_MAX, all: true })
  const shown = due.slice(0, SHOWN_MAX)
  const people = await peopleNow(
    read,
    shown.map(({ subscriberId }) => subscriberId),
  )
  const template = TEMPLATES[notice]
  const speak = await speakerNow(read, [template.name])
  return {
    count: due.length,
    people: shown.flatMap((reminder) => {
      const person = people.get(reminder.subscriberId)
      if (!person) return []
      const { name, howToPay } = person
      const values = { name, howToPay, ...tellingOf(reminder).values(person) }
      return {
        subscriberId: reminder.subscriberId,
        ...{ name: person.to.name ?? name, number: person.number, needless: reminder.needless },
        at: reminder.until.toString(),
        text: speak(template, person.language, values).text,
      }
    }),
  }
}
