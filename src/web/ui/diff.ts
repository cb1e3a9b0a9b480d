export type Change = { path: string; before: unknown; after: unknown }

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What differs between two JSON values, field by field; lists of plain values are one field. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  const plainList = (value: unknown) => Array.isArray(value) && !value.some(isContainer)
  if (isContainer(before) && isContainer(after) && !plainList(before) && !plainList(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) =>
      changesBetween(before[key], after[key], path ? `${path}.${key}` : key),
    )
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }]
}
