/** A column with a check constraint, as the union that it is. */
export function oneOf<const T extends string>(values: readonly T[], given: string): T {
  const found = values.find((value) => value === given)
  if (found === undefined) throw new Error(`${given} is none of ${values.join(', ')}`)
  return found
}
