import type { Text } from '#web/i18n/index.ts'

/** What a room is called on the screen; one without a name of its own shows the name of its folder. */
export function roomName(room: string, t: Text): string {
  const names: Record<string, string> = {
    organization: t('organization.title'),
    staff: t('staff.title'),
    network: t('network.title'),
    access: t('access.title'),
    ledger: t('ledger.title'),
    payments: t('payments.title'),
    billing: t('billing.title'),
    desk: t('desk.title'),
    documents: t('documents.title'),
    catalog: t('catalog.title'),
    subscribers: t('subscribers.title'),
    services: t('services.title'),
    usage: t('usage.title'),
    messaging: t('messaging.title'),
    notices: t('notices.title'),
    vouchers: t('vouchers.title'),
    hotspot: t('hotspot.title'),
    tills: t('tills.title'),
    banking: t('banking.title'),
    platform: t('shell.areas.system'),
  }
  return names[room] ?? room
}
