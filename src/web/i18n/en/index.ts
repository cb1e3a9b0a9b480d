import { access } from '#web/i18n/en/access.ts'
import { demo } from '#web/i18n/en/demo.ts'
import { actions } from '#web/i18n/en/actions.ts'
import { ledger } from '#web/i18n/en/ledger.ts'
import { messaging } from '#web/i18n/en/messaging.ts'
import { network } from '#web/i18n/en/network.ts'
import { catalog } from '#web/i18n/en/catalog.ts'
import { banking } from '#web/i18n/en/banking.ts'
import { billing } from '#web/i18n/en/billing.ts'
import { desk } from '#web/i18n/en/desk.ts'
import { documents } from '#web/i18n/en/documents.ts'
import { notices } from '#web/i18n/en/notices.ts'
import { payments } from '#web/i18n/en/payments.ts'
import { start } from '#web/i18n/en/start.ts'
import { account } from '#web/i18n/en/account.ts'
import { home } from '#web/i18n/en/home.ts'
import { organization } from '#web/i18n/en/organization.ts'
import { staff } from '#web/i18n/en/staff.ts'
import { style } from '#web/i18n/en/style.ts'
import { services } from '#web/i18n/en/services.ts'
import { subscribers } from '#web/i18n/en/subscribers.ts'
import { system } from '#web/i18n/en/system.ts'
import { tills } from '#web/i18n/en/tills.ts'
import { usage } from '#web/i18n/en/usage.ts'
import { hotspot } from '#web/i18n/en/hotspot.ts'
import { vouchers } from '#web/i18n/en/vouchers.ts'

/** One line for each area, so that a key is always `area.name`. */
export const en = {
  ...start,
  account,
  actions,
  home,
  organization,
  staff,
  style,
  system,
  subscribers,
  services,
  usage,
  ledger,
  catalog,
  billing,
  desk,
  documents,
  payments,
  network,
  access,
  demo,
  messaging,
  notices,
  hotspot,
  vouchers,
  tills,
  banking,
} as const
