/** How the lines of an add-on are known. */
export function addonComponent(addonId: string): string {
  return `add-on:${addonId}`
}
