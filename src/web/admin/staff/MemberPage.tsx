import { listAudit } from '#platform/audit/contract.ts'
import { useParams } from '@tanstack/react-router'
import { getMember, type Member, listSessions } from '#modules/staff/contract.ts'
import { MemberActions } from '#web/admin/staff/MemberActions.tsx'
import { MemberSessions } from '#web/admin/staff/MemberSessions.tsx'
import { RoleBadges } from '#web/admin/staff/RoleBadges.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMe } from '#web/session.ts'
import { Badge, Status } from '#web/ui/Badge.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Link } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DateTime } from '#web/ui/values.tsx'

const LANGUAGES = { en: 'English', sw: 'Kiswahili' } as const

export function MemberPage() {
  const { memberId = '' } = useParams({ strict: false })
  const member = useCall(getMember, { memberId })
  return (
    <Loaded of={member} skeleton={<PageSkeleton />}>
      {(loaded) => <OneMember member={loaded} />}
    </Loaded>
  )
}

function OneMember({ member }: { member: Member }) {
  const t = useText()
  const can = useCan()
  const me = useMe()
  return (
    <Page
      title={member.name}
      mark={
        <>
          <Status tone={member.state === 'active' ? 'good' : 'neutral'}>
            {t(`staff.${member.state}`)}
          </Status>
          {member.id === me?.id && <Badge>{t('staff.member.you')}</Badge>}
        </>
      }
      crumbs={[{ label: t('staff.title'), to: paths.staff() }]}
      actions={<MemberActions member={member} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title={t('staff.member.details')}>
          <Facts
            facts={[
              { label: t('staff.email'), value: member.email, copy: member.email },
              { label: t('staff.language'), value: LANGUAGES[member.language] },
              { label: t('staff.joined'), value: <DateTime at={member.joinedAt} /> },
              {
                label: t('staff.lastSignIn'),
                value: member.lastSignInAt ? (
                  <DateTime at={member.lastSignInAt} />
                ) : (
                  t('common.never')
                ),
              },
              { label: t('staff.member.factors'), value: <FactorsHeld member={member} /> },
            ]}
          />
          {can(listAudit) && (
            <p className="mt-4">
              <Link to={`${paths.audit()}?actorId=${member.id}`}>{t('staff.member.history')}</Link>
            </p>
          )}
        </Card>
        <div className="grid gap-6">
          <Card title={t('staff.member.rolesTitle')} hint={t('staff.member.rolesHint')}>
            <RoleBadges roles={member.roles} />
          </Card>
          {can(listSessions) && <MemberSessions member={member} />}
        </div>
      </div>
    </Page>
  )
}

function FactorsHeld({ member }: { member: Member }) {
  const t = useText()
  const held = [
    ...(member.totp ? [t('staff.member.totp')] : []),
    ...(member.passkeys > 0 ? [t('staff.member.passkeys', { count: member.passkeys })] : []),
  ]
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {held.length > 0 ? held.join(', ') : t('staff.member.noFactor')}
      {!member.secured && <Badge tone="warn">{t('staff.securedNo')}</Badge>}
    </span>
  )
}
