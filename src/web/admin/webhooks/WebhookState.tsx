import type { WebhookRow } from '#platform/webhooks/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Status } from '#web/ui/Badge.tsx'

export function WebhookState({ of }: { of: WebhookRow }) {
  const t = useText()
  if (of.state === 'off') return <Status tone="neutral">{t('system.webhooks.off')}</Status>
  if (of.failingSince) return <Status tone="bad">{t('system.webhooks.failing')}</Status>
  return <Status tone="good">{t('system.webhooks.on')}</Status>
}
