import { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint.ts'
import { definitionOf } from '#platform/http/strict.ts'

/**
 * Compiles a contract's reply into the function that writes it. What a handler gives back is checked
 * against the contract and stripped of everything that the contract does not name, so a column added to
 * a table never leaks by itself. A reply that does not fit is a fault of ours.
 */
export function replyWriter(endpoint: Endpoint): (reply: unknown) => string {
  const schema = endpoint.reply
  const kinds = kindsWithin(schema)
  if (kinds.has('transform'))
    throw new Error(
      `The reply of ${endpoint.name} transforms one way; use z.codec, which has a way back`,
    )
  const hasCodec = kinds.has('pipe')

  return (reply) => {
    const parsed = schema.safeParse(reply)
    if (!parsed.success)
      throw new Error(`The reply of ${endpoint.name} does not fit its contract`, {
        cause: parsed.error,
      })
    // The wire carries what the client parses again: the input side of every codec.
    return JSON.stringify(hasCodec ? z.encode(schema, parsed.data) : parsed.data)
  }
}

/** Every kind of schema that occurs anywhere inside. */
export function kindsWithin(schema: z.core.$ZodType): Set<string> {
  const kinds = new Set<string>()
  const seen = new Set<z.core.$ZodType>()
  const walk = (at: z.core.$ZodType): void => {
    if (seen.has(at)) return
    seen.add(at)
    kinds.add(definitionOf(at).type)
    for (const inner of partsOf(at)) walk(inner)
  }
  walk(schema)
  return kinds
}

/** The schemas directly inside one. */
export function partsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return [...Object.values(def.shape), ...(def.catchall ? [def.catchall] : [])]
    case 'array':
      return [def.element]
    case 'tuple':
      return [...def.items, ...(def.rest ? [def.rest] : [])]
    case 'record':
    case 'map':
      return [def.keyType, def.valueType]
    case 'set':
      return [def.valueType]
    case 'union':
      return [...def.options]
    case 'intersection':
      return [def.left, def.right]
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'promise':
    case 'success':
      return [def.innerType]
    case 'pipe':
      // A codec's two functions live on the pipe itself; a preprocess or transform is a part of its own.
      return [def.in, def.out]
    case 'lazy':
      return [def.getter()]
    default:
      return []
  }
}
