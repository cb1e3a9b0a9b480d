/** Fields of an input by dotted path (`contact.phone`, `hours.monday.opens`), as refusals name them too. */
type Inner<T> = NonNullable<T>

export type FieldPath<T, Depth extends 0[] = []> = Depth['length'] extends 4
  ? never
  : Inner<T> extends readonly (infer Item)[]
    ? `${number}` | `${number}.${FieldPath<Item, [...Depth, 0]>}`
    : Inner<T> extends object
      ? {
          [K in keyof Inner<T> & string]:
            | K
            | (Inner<Inner<T>[K]> extends object
                ? `${K}.${FieldPath<Inner<T>[K], [...Depth, 0]>}`
                : never)
        }[keyof Inner<T> & string]
      : never

export type FieldValue<T, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? FieldValue<Step<T, Head>, Rest>
  : Step<T, P>

type Step<T, K extends string> =
  Inner<T> extends readonly (infer Item)[] ? Item : K extends keyof Inner<T> ? Inner<T>[K] : never

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export function getAt(values: unknown, path: string): unknown {
  let here = values
  for (const step of path.split('.')) here = isContainer(here) ? here[step] : undefined
  return here
}

/** A copy with one field changed; containers on the way that are null become objects. */
export function setAt(values: unknown, path: string, value: unknown): unknown {
  const [step = '', ...rest] = path.split('.')
  const next =
    rest.length === 0
      ? value
      : setAt(isContainer(values) ? values[step] : {}, rest.join('.'), value)
  if (Array.isArray(values)) return values.with(Number(step), next)
  return { ...(isContainer(values) ? values : {}), [step]: next }
}
