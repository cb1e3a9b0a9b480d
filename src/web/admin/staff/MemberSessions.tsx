import { useState } from 'react'
import { endMemberSessions, listSessions, type Member } from '#modules/staff/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

/** Where a member is signed in. */
export function MemberSessions({ member }: { member: Member }) {
  const t = useText()
  const sessions = useCall(listSessions, { memberId: [member.id] })
  const endAll = useMutate(endMemberSessions)
  const [asking, setAsking] = useState(false)
  const isEmpty = sessions.data?.items.length === 0
  return (
    <Card
      title={t('staff.member.sessions')}
      actions={
        <Button
          size="sm"
          look="danger-quiet"
          onClick={() => setAsking(true)}
          disabledBecause={isEmpty && t('staff.sessionsPage.none')}
        >
          {t('staff.member.endAll')}
        </Button>
      }
    >
      <Loaded of={sessions}>
        {({ items }) => (
          <ul className="divide-y">
            {items.map((session) => (
              <li key={session.id} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>
                  {session.device} <span className="tnum text-soft">{session.ip}</span>
                </span>
                <span className="text-soft">
                  <RelativeTime at={session.lastSeenAt} />
                </span>
              </li>
            ))}
            {items.length === 0 && <li className="text-soft">{t('staff.sessionsPage.none')}</li>}
          </ul>
        )}
      </Loaded>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('staff.member.endAllTitle', { name: member.name })}
        action={t('staff.member.endAll')}
        danger
        run={async () => {
          const { ended } = await endAll.mutateAsync({ memberId: member.id })
          toast.good(t('staff.sessionsPage.endedMany', { count: ended }))
        }}
      >
        {t('staff.member.endAllBody')}
      </Confirm>
    </Card>
  )
}
