import { must } from '#kernel/assert.ts'
import type { Client } from '#kernel/client.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { listContracts, startContract, writeContract } from '#modules/subscribers/contract.ts'

/** A contract of this name that runs: written and started as far as it is not yet. Answers its id. */
export async function haveContract(
  owner: Client,
  draft: InputOf<typeof writeContract>,
): Promise<string> {
  const { subscriberId, name } = draft
  const { contracts: before } = await owner.call(listContracts, { subscriberId })
  const there = before.find((one) => one.name === name)
  const { contracts } = there ? { contracts: before } : await owner.call(writeContract, draft)
  const { id, version, state } = must(
    contracts.find((one) => one.name === name),
    'it was just written',
  )
  if (state === 'draft') await owner.call(startContract, { subscriberId, contractId: id, version })
  return id
}
