import type { AuditRowShown } from '#platform/audit/contract.ts'
import { useMemberNames } from '#web/admin/staff/use-member-names.ts'
import { useText } from '#web/i18n/index.ts'

/** Who a row is about, in words. */
export function useActorName(): (row: Pick<AuditRowShown, 'actorKind' | 'actorId'>) => string {
  const t = useText()
  const memberName = useMemberNames()
  return ({ actorKind, actorId }) => {
    switch (actorKind) {
      case 'staff':
        return memberName(actorId)
      case 'system':
        return actorId ? `${t('system.kasi')} (${actorId})` : t('system.kasi')
      case 'subscriber':
        return `${t('system.audit.subscriber')} ${actorId ?? ''}`.trim()
      case 'nobody':
        return t('system.anybody')
    }
  }
}
