import { sendMessages, type MessageToSend } from '#modules/messaging/index.ts'
import type { Channel } from '#kernel/message.ts'
import type { Tx } from '#platform/tx.ts'
import type { NoticeName } from '../contract.ts'
import { choicesNow } from '../queries/choices.ts'
import { peopleNow, type Person } from '../queries/people.ts'
import { TEMPLATES } from '../queries/templates.ts'

export type Telling = {
  readonly notice: NoticeName
  /** Names the cause: of one cause somebody is told once. */
  readonly key: string
  readonly subscriberId: string
  /** What is filled in, in the language of whoever reads it; `name` and `howToPay` are there by themselves. */
  readonly values: (person: Person) => Readonly<Record<string, string>>
  /** The paper that it is about. */
  readonly encloses?: MessageToSend['encloses']
  /** Somebody wants it now: it goes also where the ISP has the notice off. */
  readonly because?: 'asked'
  /** By these and no other channels, where what happened says so. */
  readonly channels?: readonly Channel[]
}

/** Tells people something, where the ISP has that notice on. */
export async function tell(tx: Tx, tellings: readonly Telling[]): Promise<void> {
  const choices = await choicesNow(tx)
  const wanted = tellings.filter(
    ({ notice, because }) => because === 'asked' || choices.get(notice)?.isOn,
  )
  if (wanted.length === 0) return
  const people = await peopleNow(
    tx,
    wanted.map(({ subscriberId }) => subscriberId),
  )
  const messages = wanted.flatMap(
    ({ notice, key, subscriberId, values, channels, encloses }): MessageToSend[] => {
      const person = people.get(subscriberId)
      if (!person) return []
      const { name, howToPay } = person
      return [
        {
          ...{ key: `notices.${notice}:${key}`, to: person.to },
          says: { template: TEMPLATES[notice], values: { name, howToPay, ...values(person) } },
          ...(channels && { channels }),
          ...(encloses && { encloses }),
        },
      ]
    },
  )
  await sendMessages(tx, messages)
}
