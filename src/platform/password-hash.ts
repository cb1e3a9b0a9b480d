import { hash, verify } from '@node-rs/argon2'

/**
 * argon2id with 19 MiB and two passes (RFC 9106; OWASP Password Storage). About 20 ms of one core;
 * the hash says its own parameters, so raising them later does not void old passwords.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

export function passwordFits(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, password)
}

let decoy: Promise<string> | undefined

/** Takes as long as a real check, for an address that nobody has: the answer's time must not tell. */
export async function pretendToCheck(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password')
  await verify(await decoy, password)
  return false
}
