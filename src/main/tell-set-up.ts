import type { Building } from './building.ts'

/** Where there is no staff yet: how to set up the owner. For the console only; it is never logged. */
export function tellSetUp({ address, setUpCode }: Building): void {
  if (!setUpCode) return
  console.log(
    `\nNobody works here yet. Set up the owner at ${new URL('/set-up', address).href}\nwith this code, good once and for 24 hours: ${setUpCode}\n`,
  )
}
