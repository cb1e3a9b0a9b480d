import { MessageSquareQuote } from 'lucide-react'
import { useState } from 'react'
import { listTemplates } from '#modules/messaging/contract.ts'
import { listNotices, type Notice } from '#modules/notices/contract.ts'
import { EditText } from '#web/admin/messaging/EditText.tsx'
import { NoticeSwitch } from '#web/admin/notices/NoticeSwitch.tsx'
import { OutagesCard } from '#web/admin/notices/OutagesCard.tsx'
import { ReminderCard } from '#web/admin/notices/ReminderCard.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'

const REMINDERS = new Set(['expires-soon', 'expired'])

/** What subscribers are told by itself; each can be switched off, put in other words, and reminders be seen ahead. */
export function NoticesPage() {
  const t = useText()
  const notices = useCall(listNotices, {})
  return (
    <Page title={t('notices.title')} lead={t('notices.lead')} width="wide">
      <Loaded of={notices} skeleton={<PageSkeleton />}>
        {({ notices: all }) => (
          <div className="grid items-start gap-6 xl:grid-cols-2">
            <Card title={t('notices.events')}>
              <ul className="grid divide-y">
                {all
                  .filter(({ name }) => !REMINDERS.has(name))
                  .map((notice) => (
                    <NoticeRow key={notice.name} notice={notice} />
                  ))}
              </ul>
            </Card>
            <div className="grid gap-6">
              {all
                .filter(({ name }) => REMINDERS.has(name))
                .map((notice) => (
                  <ReminderCard key={`${notice.name} ${notice.version}`} notice={notice}>
                    <NoticeRow notice={notice} />
                  </ReminderCard>
                ))}
              <OutagesCard />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function NoticeRow({ notice }: { notice: Notice }) {
  const t = useText()
  const language = useLanguage()
  const [isEditing, setEditing] = useState(false)
  const templates = useCall(listTemplates, {})
  const template = templates.data?.templates.find(({ name }) => name === notice.template)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-medium">{template?.sentence[language] ?? notice.name}</span>
        <span className="flex flex-wrap items-center gap-2 text-sm text-soft">
          <Badge>{t(`messaging.classes.${notice.class}`)}</Badge>
          <span className="tnum">
            {t('notices.sent')}: {notice.sent}
          </span>
          {notice.failed > 0 && (
            <span className="tnum text-bad-text">
              {t('notices.failed')}: {notice.failed}
            </span>
          )}
        </span>
      </span>
      <Button size="sm" icon={<MessageSquareQuote />} onClick={() => setEditing(true)}>
        {t('notices.words')}
      </Button>
      <NoticeSwitch notice={notice} label={template?.sentence[language] ?? notice.name} />
      {isEditing && template && <EditText template={template} onClose={() => setEditing(false)} />}
    </li>
  )
}
