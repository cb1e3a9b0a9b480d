import { useSyncExternalStore } from 'react'

/**
 * "Confirm it is you": a call that needs a fresh proof waits here until the dialog in the shell has
 * been answered. Several calls at once share one dialog.
 */
let asking: PromiseWithResolvers<boolean> | undefined
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** True once the person has proven who they are, false when they decline. */
export function askForProof(): Promise<boolean> {
  asking ??= Promise.withResolvers<boolean>()
  tell()
  return asking.promise
}

export function answerProof(proven: boolean): void {
  asking?.resolve(proven)
  asking = undefined
  tell()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useProofAsked(): boolean {
  return useSyncExternalStore(subscribe, () => asking !== undefined)
}
