/** Enough of an address to recognise one's own, too little to learn another's: `a•••@example.co.ke`. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}
