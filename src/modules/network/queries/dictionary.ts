import { dictionary } from '#radius/dictionary/load.ts'

/** Do FreeRADIUS' dictionaries have an attribute of this name? */
export function isAttribute(name: string): boolean {
  return dictionary().named.has(name)
}
