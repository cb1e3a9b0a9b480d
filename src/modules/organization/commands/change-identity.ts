import { audit } from '#platform/audit.ts'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeIdentity as endpoint } from '../contract.ts'
import { identityChanged } from '../events.ts'
import { refuseStale } from '../refusals.ts'
import { lockIsp, putSetupStep, updateIsp } from '../store.ts'

/** Replaces who we are. The PIN, phones, addresses and people in it are sealed; names and licences are public. */
export async function changeIdentity(tx: Tx, input: ParsedInputOf<typeof endpoint>) {
  refuseStale(await lockIsp(tx), input.version)
  await updateIsp(tx, {
    trading_name: input.tradingName,
    legal_name: input.legalName,
    vat_registered: input.vatRegistered,
    ca_licence_number: input.caLicenceNumber,
    odpc_number: input.odpcRegistration?.number ?? null,
    odpc_expires_on: input.odpcRegistration
      ? Temporal.PlainDate.from(input.odpcRegistration.expiresOn)
      : null,
    website: input.website,
    contact: {
      kraPin: input.kraPin,
      supportPhone: input.supportPhone,
      supportEmail: input.supportEmail,
      physicalAddress: input.physicalAddress,
      postalAddress: input.postalAddress,
      dataProtectionOfficer: input.dataProtectionOfficer,
    },
  })
  await putSetupStep(tx, 'identity', 'done')
  audit(tx, { objects: [{ table: 'organization.isp', id: 'isp' }] })
  tx.emit(identityChanged, {})
}
