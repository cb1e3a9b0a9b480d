import { isOthersClass } from '../rules/class.ts'
import type { Heard } from '../rules/hear.ts'
import type { Picture } from './picture.ts'
import { type AccountingRecord, withoutClass } from './read-accounting.ts'

/** Whose session a record is of: by its name or device, which of both does not matter to accounting. */
export function ofService(
  record: AccountingRecord,
  picture: Pick<Picture, 'idNamed' | 'idOfDevice'>,
): Heard {
  const { class: uuid, nasId, userName, station } = record
  const named = picture.idNamed(userName)
  const serviceId =
    named ?? (station === null ? undefined : picture.idOfDevice(station.toLowerCase())) ?? null
  const isOthers = uuid !== null && isOthersClass(uuid, { nasId, serviceId })
  return { ...(isOthers ? withoutClass(record) : record), serviceId }
}
