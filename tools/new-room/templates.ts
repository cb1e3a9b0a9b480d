import type { Tree } from '../source.ts'
import type { Names } from './names.ts'

const TEMPLATES = 'tools/new-room/templates/'

/**
 * The files of a new room. The templates are the room `exampleroom`, where one may add an `example` and
 * list the `examples`: one honest thing, so that every kind of file has something to show.
 */
export function filled(tree: Tree, names: Names): Record<string, string> {
  const files: Record<string, string> = {}
  for (const [path, text] of tree) {
    if (!path.startsWith(TEMPLATES)) continue
    const target = path.slice(TEMPLATES.length).replace(/\.txt$/, '')
    files[renamed(target, names)] = renamed(text, names)
  }
  return files
}

function renamed(text: string, n: Names): string {
  const forms: Record<string, string> = {
    exampleroom: n.room,
    Exampleroom: n.Room,
    examples: n.things,
    Examples: n.Things,
    example: n.thing,
    Example: n.Thing,
    '0000_': `${n.number}_`,
  }
  return text.replaceAll(
    /[Ee]xampleroom|[Ee]xamples|[Ee]xample|\b0000_/g,
    (form) => forms[form] ?? form,
  )
}
