import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { addNas } from '../contract.ts'
import { isOpenSite } from '../queries/sites.ts'
import {
  addressMissing,
  addressTaken,
  nasNameTaken,
  siteNotOpen,
  tunnelMissing,
} from '../refusals.ts'
import { wrongWithReach } from '../rules/speaks-from.ts'
import { takenFromNas } from '../store/nas.ts'

type Fields = Pick<
  ParsedInputOf<typeof addNas>,
  'name' | 'siteId' | 'address' | 'tunnel' | 'coaWay'
>

/** Says why a router cannot be like this: where it is wrong, and who has already what it wants. */
export async function refuseUnfitNas(
  tx: Tx,
  wanted: Fields & { nasId: string; tunnelAddress: string | null },
): Promise<void> {
  switch (wrongWithReach(wanted)) {
    case 'no-address':
      throw addressMissing({}, [
        { path: 'address', message: 'Give an address or choose a tunnel.' },
      ])
    case 'no-tunnel':
      throw tunnelMissing({}, [{ path: 'coaWay', message: 'Choose a tunnel or another way.' }])
    case undefined:
      break
  }
  if (!(await isOpenSite(tx, wanted.siteId))) {
    throw siteNotOpen({}, [{ path: 'siteId', message: 'Choose an open site.' }])
  }
  const addresses = [wanted.address, wanted.tunnelAddress].filter((address) => address !== null)
  const taken = await takenFromNas(tx, { nasId: wanted.nasId, name: wanted.name, addresses })
  if (taken?.same_name) {
    throw nasNameTaken({ name: taken.name }, [{ path: 'name', message: 'Choose another name.' }])
  }
  if (taken) {
    throw addressTaken({ name: taken.name }, [
      { path: 'address', message: `${taken.name} speaks from it.` },
    ])
  }
}
