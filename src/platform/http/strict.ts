import { z } from 'zod'

/**
 * Makes every object of a contract refuse fields that it does not name, at every depth, so that a typo or a
 * planted field (`isOwner`) is answered by name and never ignored. Decided here once, for all endpoints;
 * an object that wants more says so itself with `catchall`, `looseObject` or `record`.
 */
export function strictly(schema: z.ZodType): z.ZodType {
  const done = new Map<z.core.$ZodType, z.core.$ZodType>()

  function visit(given: z.core.$ZodType): z.core.$ZodType {
    const known = done.get(given)
    if (known) return known
    const made = rebuild(given)
    done.set(given, made)
    return made
  }

  function rebuild(given: z.core.$ZodType): z.core.$ZodType {
    const def = definitionOf(given)
    switch (def.type) {
      case 'object': {
        const shape = Object.fromEntries(
          Object.entries(def.shape).map(([name, field]) => [name, visit(field)]),
        )
        return clone(given, { ...def, shape, catchall: def.catchall ?? z.never() })
      }
      case 'array':
        return clone(given, { ...def, element: visit(def.element) })
      case 'tuple':
        return clone(given, {
          ...def,
          items: def.items.map(visit),
          rest: def.rest && visit(def.rest),
        })
      case 'record':
        return clone(given, { ...def, valueType: visit(def.valueType) })
      case 'union':
        return clone(given, { ...def, options: def.options.map(visit) })
      case 'optional':
      case 'nullable':
      case 'default':
      case 'prefault':
      case 'nonoptional':
      case 'readonly':
      case 'catch':
        return clone(given, { ...def, innerType: visit(def.innerType) })
      case 'pipe':
        return clone(given, { ...def, in: visit(def.in), out: visit(def.out) })
      case 'lazy':
        return clone(given, { ...def, getter: () => visit(def.getter()) })
      default:
        // Scalars have no fields; an intersection of two strict objects would refuse everything.
        return given
    }
  }

  return visit(schema) as z.ZodType
}

function clone<D extends z.core.$ZodTypeDef>(schema: z.core.$ZodType, def: D): z.core.$ZodType {
  return z.core.clone(schema, def)
}

/** How a field wants its text from a path or a query string: `?limit=50` says "50", the contract says number. */
export type TextKind = 'text' | 'number' | 'boolean' | 'list'

/** Of each field of a flat input; unwraps what only decorates (optional, default, checks, codecs). */
export function textKinds(input: z.ZodType): Map<string, TextKind> {
  const kinds = new Map<string, TextKind>()
  const def = definitionOf(input)
  if (def.type !== 'object') return kinds
  for (const [name, field] of Object.entries(def.shape)) kinds.set(name, kindOf(field))
  return kinds
}

function kindOf(schema: z.core.$ZodType): TextKind {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return kindOf(def.innerType)
    case 'pipe':
      // `preprocess` is a pipe out of a transform: what it accepts is told by what follows.
      return kindOf(definitionOf(def.in).type === 'transform' ? def.out : def.in)
    case 'number':
      return 'coerce' in def && def.coerce ? 'text' : 'number'
    case 'boolean':
      return 'boolean'
    case 'array':
    case 'set':
      return 'list'
    default:
      return 'text'
  }
}

/** The schema's own description, as a union over all kinds that zod knows. */
export function definitionOf(schema: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def
}
