import { Laptop } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  endMyOtherSessions,
  endMySession,
  listMySessions,
  type session,
} from '#modules/staff/contract.ts'
import { AccountPage } from '#web/admin/account/AccountPage.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { RelativeTime } from '#web/ui/values.tsx'

type Session = z.output<typeof session>

export function MySessionsPage() {
  const t = useText()
  const sessions = useCall(listMySessions, {}, { refetchInterval: false })
  const [ending, setEnding] = useState<Session | 'others'>()
  const end = useMutate(endMySession)
  const endOthers = useMutate(endMyOtherSessions)
  const others = sessions.data?.items.filter((each) => !each.current).length ?? 0
  const close = () => setEnding(undefined)
  return (
    <AccountPage
      here={paths.account('sessions')}
      actions={
        <Button
          look="danger-quiet"
          onClick={() => setEnding('others')}
          disabledBecause={others === 0 && t('account.session.only')}
        >
          {t('account.session.endOthers')}
        </Button>
      }
    >
      <p className="text-soft">{t('account.session.hint')}</p>
      <Loaded of={sessions}>
        {({ items }) => (
          <Card flush>
            <ul className="divide-y">
              {items.map((each) => (
                <SessionRow key={each.id} session={each} onEnd={() => setEnding(each)} />
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      {ending === 'others' && (
        <Confirm
          open
          onClose={close}
          title={t('account.session.endOthersTitle')}
          action={t('account.session.endOthers')}
          danger
          run={async () => {
            const { ended } = await endOthers.mutateAsync({})
            toast.good(t('account.session.endedOthers', { count: ended }))
          }}
        >
          {t('account.session.endOthersBody')}
        </Confirm>
      )}
      {ending && ending !== 'others' && (
        <Confirm
          open
          onClose={close}
          title={t('account.session.endTitle')}
          action={t('account.session.end')}
          danger
          run={async () => {
            await end.mutateAsync({ sessionId: ending.id })
            toast.good(t('account.session.ended'))
          }}
        >
          {t('account.session.endBody', { device: ending.device, ip: ending.ip })}
        </Confirm>
      )}
    </AccountPage>
  )
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const t = useText()
  return (
    <li className="flex flex-wrap items-center gap-3 px-5 py-4">
      <Laptop aria-hidden="true" className="size-5 text-soft" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {session.device}
          {session.current && <Badge tone="good">{t('account.session.here')}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-2 text-sm text-soft">
          <span className="tnum">{session.ip}</span>
          <span>
            {t('account.session.started')} <RelativeTime at={session.startedAt} />
          </span>
          <span>
            {t('account.session.seen')} <RelativeTime at={session.lastSeenAt} />
          </span>
        </p>
      </div>
      {!session.current && (
        <Button size="sm" look="danger-quiet" onClick={onEnd}>
          {t('account.session.end')}
        </Button>
      )}
    </li>
  )
}
