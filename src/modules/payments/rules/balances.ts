import { readMpesaAmount } from './mpesa-words.ts'

export type AccountBalance = { readonly name: string; readonly cents: bigint }

/**
 * What Daraja says that a shortcode holds: `Name|CCY|current|available|reserved|uncleared`, joined by `&` (Daraja, Account Balance).
 * What is current counts; charges that are not settled yet are below zero. What is no such text says nothing.
 */
export function readBalances(told: string): AccountBalance[] {
  return told.split('&').flatMap((part) => {
    const [name = '', currency, current = ''] = part.split('|').map((field) => field.trim())
    const isBelow = current.startsWith('-')
    const cents = readMpesaAmount(isBelow ? current.slice(1) : current)
    if (name === '' || currency !== 'KES' || cents === undefined) return []
    return [{ name: name.slice(0, 100), cents: isBelow ? -cents : cents }]
  })
}
