import { DROP_REASONS } from '#radius/drop.ts'

/** Why a packet got no answer, in words. */
export function dropWords(reason: string): string {
  const words = Object.entries(DROP_REASONS).find(([name]) => name === reason)?.[1] ?? reason
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
