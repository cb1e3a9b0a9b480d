/**
 * A rail's receipt in one spelling. M-Pesa's are upper case (Daraja, C2B `TransID`), but people type them as
 * they read them, with blanks between.
 */
export function parseReceipt(given: string): string | undefined {
  const receipt = given.toUpperCase().replaceAll(/\s/g, '')
  return /^[!-~]{1,80}$/.test(receipt) ? receipt : undefined
}
