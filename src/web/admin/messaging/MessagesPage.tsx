import { MessageSquareText, PenLine } from 'lucide-react'
import { useState } from 'react'
import { CHANNELS, MESSAGE_CLASSES } from '#kernel/message.ts'
import { formatPhone } from '#kernel/phone.ts'
import {
  listMessages,
  MESSAGE_STATES,
  writeMessage,
  type Message,
} from '#modules/messaging/contract.ts'
import { MessageDialog } from '#web/admin/messaging/MessageDialog.tsx'
import { MessagingPage } from '#web/admin/messaging/MessagingPage.tsx'
import { usePurpose } from '#web/admin/messaging/use-purpose.ts'
import { MESSAGE_TONES } from '#web/admin/messaging/words.ts'
import { WriteMessage } from '#web/admin/messaging/WriteMessage.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Status } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { Money, RelativeTime } from '#web/ui/values.tsx'

/** Everything that was said, the latest first. */
export function MessagesPage() {
  const t = useText()
  const mayNot = useMayNot()
  const [shown, setShown] = useState<string>()
  const [isWriting, setWriting] = useState(false)
  const list = useList(listMessages, {
    filters: ['state', 'class', 'channel', 'purpose', 'subscriber'],
  })
  const columns = useColumns()
  const write = (
    <Button
      look="primary"
      icon={<PenLine />}
      onClick={() => setWriting(true)}
      disabledBecause={mayNot(writeMessage)}
    >
      {t('messaging.write.title')}
    </Button>
  )
  return (
    <MessagingPage here={paths.messages()} actions={write}>
      <DataTable
        name="messages"
        label={t('messaging.title')}
        list={list}
        columns={columns}
        rowKey={(message) => message.id}
        rowName={(message) => message.to.name ?? message.to.phone ?? message.to.email ?? ''}
        onOpen={(message) => setShown(message.id)}
        searchIn={t('messaging.searchIn')}
        filters={[
          {
            id: 'state',
            label: t('messaging.state'),
            options: MESSAGE_STATES.map((value) => ({
              value,
              label: t(`messaging.states.${value}`),
            })),
          },
          {
            id: 'class',
            label: t('messaging.class'),
            options: MESSAGE_CLASSES.map((value) => ({
              value,
              label: t(`messaging.classes.${value}`),
            })),
          },
          {
            id: 'channel',
            label: t('messaging.channel'),
            options: CHANNELS.map((value) => ({ value, label: t(`messaging.channels.${value}`) })),
          },
        ]}
        empty={
          <EmptyState icon={MessageSquareText} title={t('messaging.none')} action={write}>
            {t('messaging.noneHint')}
          </EmptyState>
        }
      />
      {shown !== undefined && (
        <MessageDialog messageId={shown} onClose={() => setShown(undefined)} />
      )}
      {isWriting && <WriteMessage onClose={() => setWriting(false)} />}
    </MessagingPage>
  )
}

function useColumns(): Column<Message>[] {
  const t = useText()
  const purposeOf = usePurpose()
  return [
    { id: 'to', header: t('messaging.to'), cell: (message) => <To of={message.to} /> },
    {
      id: 'purpose',
      header: t('messaging.purpose'),
      cell: (message) => purposeOf(message.purpose),
    },
    {
      id: 'state',
      header: t('messaging.state'),
      cell: (message) => (
        <Status tone={MESSAGE_TONES[message.state]}>
          {t(`messaging.states.${message.state}`)}
        </Status>
      ),
    },
    {
      id: 'why',
      header: t('messaging.why'),
      cell: (message) => (message.why === null ? '' : t(`messaging.whys.${message.why}`)),
    },
    {
      id: 'channel',
      header: t('messaging.channel'),
      cell: ({ channel }) => (channel === null ? '–' : t(`messaging.channels.${channel}`)),
    },
    {
      id: 'writtenAt',
      header: t('messaging.writtenAt'),
      sort: 'writtenAt',
      cell: (message) => <RelativeTime at={message.writtenAt} />,
    },
    {
      id: 'cost',
      header: t('messaging.cost'),
      align: 'end',
      cell: (message) => <Money of={message.cost} />,
    },
  ]
}

function To({ of: { name, phone, email } }: { of: Message['to'] }) {
  const t = useText()
  if (phone === null && email === null && name === null)
    return <span className="text-soft">{t('messaging.anonymous')}</span>
  return (
    <span className="grid">
      {name !== null && <span>{name}</span>}
      {/* No link: the row opens as a whole. */}
      <span className="tnum">{phone === null ? email : formatPhone(phone)}</span>
    </span>
  )
}
