import { sql } from 'kysely'
import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'
import { organization, type Organization } from '../contract.ts'
import { authorFrom } from '../rules/author.ts'
import { warningsOf } from '../rules/warnings.ts'
import { settingValue } from './setting-value.ts'
import { contactOfIsp, ISP_CONTACT, type ContactOfIsp } from '../store.ts'

/** When the warnings on the organization's page begin. */
export const odpcNoticeDays = defineSetting({
  key: 'organization.odpc-notice-days',
  schema: z.int().min(1).max(365),
  default: 60,
  sentence: {
    en: 'How many days before the registration with the ODPC ends Kasi starts to warn.',
    sw: 'Siku ngapi kabla ya usajili wa ODPC kuisha ambapo Kasi itaanza kuonya.',
  },
  permission: 'organization.change',
})

const NO_CONTACT: ContactOfIsp = {
  kraPin: null,
  supportPhone: null,
  supportEmail: null,
  physicalAddress: null,
  postalAddress: null,
  dataProtectionOfficer: null,
}

export async function organizationNow(read: Read): Promise<Organization> {
  const isp = await read.sql.selectFrom('organization.isp').selectAll().executeTakeFirstOrThrow()
  const identity = {
    ...(isp.contact_sealed === null
      ? NO_CONTACT
      : contactOfIsp.parse(read.vault.openJson(ISP_CONTACT, isp.contact_sealed))),
    caLicenceNumber: isp.ca_licence_number,
    odpcRegistration:
      isp.odpc_number !== null && isp.odpc_expires_on !== null
        ? { number: isp.odpc_number, expiresOn: isp.odpc_expires_on.toString() }
        : null,
  }
  return {
    ...identity,
    tradingName: isp.trading_name,
    legalName: isp.legal_name,
    vatRegistered: isp.vat_registered,
    website: isp.website,
    currency: 'KES',
    ...regionOf(isp),
    warnings: warningsOf(identity, {
      today: todayIn(read, isp.time_zone),
      odpcNoticeDays: await settingValue(read, odpcNoticeDays),
    }),
    version: isp.version,
    changedAt: isp.changed_at.toString(),
    changedBy: authorFrom(isp),
  }
}

/** What prices depend on: where days begin, and whether we charge VAT. */
export async function sellerNow(
  read: Pick<Read, 'sql'>,
): Promise<Pick<Organization, 'timeZone' | 'vatRegistered'>> {
  const { time_zone: timeZone, vat_registered: vatRegistered } = await read.sql
    .selectFrom('organization.isp')
    .select(['time_zone', 'vat_registered'])
    .modifyFront(sql`/* often */`)
    .executeTakeFirstOrThrow()
  return { timeZone, vatRegistered }
}

/** Zone, week and language, for every room that turns instants into local dates. */
export async function regionNow(
  read: Pick<Read, 'sql'>,
): Promise<Pick<Organization, 'timeZone' | 'weekStart' | 'language'>> {
  const isp = await read.sql
    .selectFrom('organization.isp')
    .select(['time_zone', 'week_start', 'language'])
    .modifyFront(sql`/* often */`)
    .executeTakeFirstOrThrow()
  return regionOf(isp)
}

/** The columns' checks allow exactly the contract's words. */
function regionOf(isp: { time_zone: string; week_start: string; language: string }) {
  return {
    timeZone: isp.time_zone,
    weekStart: organization.shape.weekStart.parse(isp.week_start),
    language: organization.shape.language.parse(isp.language),
  }
}

export function todayIn(read: Pick<Read, 'now'>, timeZone: string): Temporal.PlainDate {
  return read.now.toZonedDateTimeISO(timeZone).toPlainDate()
}
