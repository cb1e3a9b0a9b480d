/**
 * Class tells a session from all others (RFC 2865 §5.25): its router gives it back with each record. It ends in a part of the router's id and one of the
 * service's, so that whoever sends it for another subscriber from another router is not believed. One of the two may
 * differ in truth: routers take over from each other with their sessions, and names move to other services.
 */
export function classFor(random: string, { nasId, serviceId }: Whose): string {
  // RFC 9562 §5.8: version 8 is a UUID of one's own making. Those of before had version 4 and were all random.
  return `${random.slice(0, 14)}8${random.slice(15, 24)}${tail(nasId)}${tail(serviceId)}`
}

type Whose = { readonly nasId: string; readonly serviceId: string }

/** Whether a Class was given to somebody else at another router. */
export function isOthersClass(
  uuid: string,
  { nasId, serviceId }: Pick<Whose, 'nasId'> & { readonly serviceId: string | null },
): boolean {
  if (uuid[14] !== '8') return false
  const isHere = uuid.slice(24, 30) === tail(nasId)
  const isTheirs = serviceId !== null && uuid.slice(30) === tail(serviceId)
  return !isHere && !isTheirs
}

/** Ids grow with time, and differ most at their ends. */
function tail(id: string): string {
  return id.slice(-6)
}
