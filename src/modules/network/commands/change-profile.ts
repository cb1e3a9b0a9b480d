import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { vendorProfile, type changeProfile as endpoint } from '../contract.ts'
import { profileChanged } from '../events.ts'
import { isAttribute } from '../queries/dictionary.ts'
import { profileNameTaken, profileUnfit, refuseStale } from '../refusals.ts'
import { problemsOf } from '../rules/render-profile.ts'
import { lockProfile, updateProfile } from '../store/profiles.ts'

/** Changes a profile of ours. Lines that could never be said are refused, at the line. */
export async function changeProfile(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { profileId, name } = input
  refuseStale(await lockProfile(tx, profileId), input.version)
  const document = vendorProfile.parse(input)
  const wrong = problemsOf(document, { allowance: {}, isKnown: isAttribute })
  if (wrong.length > 0) {
    throw profileUnfit(
      {},
      wrong.map(({ line, what, kind }) => ({
        path: `lines.${line}.${kind === 'unknown-attribute' ? 'attribute' : 'value'}`,
        message: `${what}: ${WHY[kind]}`,
      })),
    )
  }
  const changed = await updateProfile(tx, { id: profileId, name, document })
  if (!changed)
    throw profileNameTaken({ name }, [{ path: 'name', message: 'Choose another name.' }])
  audit(tx, { objects: [{ table: 'network.vendor_profile', id: profileId }] })
  tx.emit(profileChanged, { profile: profileId })
}

const WHY = {
  'unknown-fact': 'there is no such fact.',
  'unknown-attribute': 'no dictionary has such an attribute.',
  'two-lists': 'only one fact of a line may be a list.',
  'not-a-number': 'is no whole number.',
  'too-long': 'is longer than an attribute holds.',
}
