/** Types that make every text key and its `{{placeholders}}` part of compilation. Pure types, no code. */

type Leaf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaf<T[K], `${Path}${K}.`>
}[keyof T & string]

/** `rows_one` and `rows_other` are asked for as `rows`, with a `count`. */
type Singular<K extends string> = K extends `${infer Base}_one`
  ? Base
  : K extends `${string}_other`
    ? never
    : K

export type KeyOf<T> = Singular<Leaf<T>>

type At<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never

type Named<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Named<Rest> : never

type NamesIn<T, K extends string> = [At<T, K>] extends [never]
  ? Named<At<T, `${K}_other`>> | 'count'
  : Named<At<T, K>>

/** No second argument where the text has no placeholder; otherwise one that names them all. */
export type FactsOf<T, K extends string> = K extends string
  ? [NamesIn<T, K>] extends [never]
    ? []
    : [facts: Record<NamesIn<T, K>, string | number>]
  : never

/** What a translation must look like: the same keys, any words. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>
}
