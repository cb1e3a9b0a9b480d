import { listMembers } from '#modules/staff/contract.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'

/** Names of colleagues by id, for lists that know only who acted. Somebody unknown stays "a colleague". */
export function useMemberNames(): (memberId: string | null) => string {
  const t = useText()
  const can = useCan()
  const members = useCall(listMembers, { limit: 200 }, { enabled: can(listMembers) })
  const names = new Map(members.data?.items.map((member) => [member.id, member.name]))
  return (memberId) => names.get(memberId ?? '') ?? t('home.somebody')
}
