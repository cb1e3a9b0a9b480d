import { useState } from 'react'
import { listMyMessages } from '#modules/messaging/contract.ts'
import { useMoment } from '#web/portal/moment.ts'
import { PushSwitch } from '#web/portal/pages/PushSwitch.tsx'
import { useAsked } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Card, Wrong } from '#web/portal/ui.tsx'

const PAGE = 20

/** What we wrote to them, the latest first. */
export function Messages() {
  const say = useSay()
  const moment = useMoment()
  const [limit, setLimit] = useState(PAGE)
  const messages = useAsked(listMyMessages, { limit })
  return (
    <div className="grid gap-4">
      <h1 className="text-2xl font-semibold">{say('messages')}</h1>
      <PushSwitch />
      <Wrong error={messages.error} />
      {messages.data?.items.length === 0 && (
        <Card title={say('noMessages')}>
          <p className="text-soft">{say('noMessagesHint')}</p>
        </Card>
      )}
      {messages.data?.items.map((message) => (
        <Card key={message.id}>
          <p className="whitespace-pre-wrap">{message.text}</p>
          <p className="text-sm text-soft">{moment(message.writtenAt)}</p>
        </Card>
      ))}
      {messages.data?.next && limit < 200 && (
        <Button onClick={() => setLimit(Math.min(200, limit + PAGE))}>{say('more')}</Button>
      )}
    </div>
  )
}
