import { listSignInAttempts, inviteMember } from '#modules/staff/contract.ts'
import { UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { InviteDialog } from '#web/admin/staff/InviteDialog.tsx'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Page } from '#web/ui/Page.tsx'
import { TabLinks } from '#web/ui/Tabs.tsx'
import { useOpened } from '#web/ui/use-opened.ts'

/** What the lists about staff share: tabs, and the way to invite somebody. */
export function StaffPage({ here, children }: { here: string; children: ReactNode }) {
  const t = useText()
  const can = useCan()
  const mayNot = useMayNot()
  const [inviting, setInviting] = useOpened('invite')
  const tabs = [
    { to: paths.staff(), label: t('staff.members') },
    { to: paths.staff('invitations'), label: t('staff.invitations') },
    ...(can(listSignInAttempts)
      ? [{ to: paths.staff('attempts'), label: t('staff.attempts') }]
      : []),
  ]
  return (
    <Page
      title={t('staff.title')}
      lead={t('staff.lead')}
      width="wide"
      actions={
        <Button
          look="primary"
          icon={<UserPlus />}
          onClick={() => setInviting(true)}
          disabledBecause={mayNot(inviteMember)}
        >
          {t('staff.invite.open')}
        </Button>
      }
      tabs={<TabLinks label={t('staff.parts')} here={here} tabs={tabs} />}
    >
      {children}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}
