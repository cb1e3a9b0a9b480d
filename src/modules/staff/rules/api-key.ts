/** So that a key found in a file or a log is known for what it is. */
export const API_KEY_PREFIX = 'kasi_'

/** Enough to recognise a key by, too little to guess the rest from. */
export function keyHint(key: string): string {
  return key.slice(0, API_KEY_PREFIX.length + 4)
}
