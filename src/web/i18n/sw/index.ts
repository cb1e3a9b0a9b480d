import { access } from '#web/i18n/sw/access.ts'
import { demo } from '#web/i18n/sw/demo.ts'
import { actions } from '#web/i18n/sw/actions.ts'
import { ledger } from '#web/i18n/sw/ledger.ts'
import { messaging } from '#web/i18n/sw/messaging.ts'
import { network } from '#web/i18n/sw/network.ts'
import { catalog } from '#web/i18n/sw/catalog.ts'
import { banking } from '#web/i18n/sw/banking.ts'
import { billing } from '#web/i18n/sw/billing.ts'
import { desk } from '#web/i18n/sw/desk.ts'
import { documents } from '#web/i18n/sw/documents.ts'
import { notices } from '#web/i18n/sw/notices.ts'
import { payments } from '#web/i18n/sw/payments.ts'
import { start } from '#web/i18n/sw/start.ts'
import type { en } from '#web/i18n/en/index.ts'
import type { Translation } from '#web/i18n/keys.ts'
import { account } from '#web/i18n/sw/account.ts'
import { home } from '#web/i18n/sw/home.ts'
import { organization } from '#web/i18n/sw/organization.ts'
import { staff } from '#web/i18n/sw/staff.ts'
import { style } from '#web/i18n/sw/style.ts'
import { services } from '#web/i18n/sw/services.ts'
import { subscribers } from '#web/i18n/sw/subscribers.ts'
import { system } from '#web/i18n/sw/system.ts'
import { tills } from '#web/i18n/sw/tills.ts'
import { usage } from '#web/i18n/sw/usage.ts'
import { hotspot } from '#web/i18n/sw/hotspot.ts'
import { vouchers } from '#web/i18n/sw/vouchers.ts'

/** The same areas and keys as English; `Translation` refuses to compile while one is missing. */
export const sw = {
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
} satisfies Translation<typeof en>
