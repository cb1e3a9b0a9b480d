import { type Tree, roomOrder } from '../source.ts'
import { readGlossary, refusedIn } from '../tidy/words.ts'

/** The forms of a room's name that its files need. */
export type Names = {
  /** Folder, schema, permission prefix: `tickets`. */
  room: string
  /** Title of page and README: `Tickets`. */
  Room: string
  /** What a row is called: `ticket`. */
  thing: string
  Thing: string
  /** Several of them: `tickets`. */
  things: string
  Things: string
  /** Of its first migration: `0030`. */
  number: string
}

/** Words that PostgreSQL or JavaScript keep for themselves, so a schema, a table or a constant cannot be called so. */
const KEPT = new Set(
  `all analyse analyze and any array as asc authorization await between bigint boolean both break case cast catch char
  check class collate column const constraint continue create cross current debugger default delete desc distinct do else
  end enum except export extends false fetch finally for foreign freeze from full function grant group having if import in
  initially inner instanceof int integer intersect interface into is isnull join kasi kernel lateral leading left let like
  limit localtime natural new not notnull null numeric offset on only or order outer overlaps package placing platform
  primary private protected public real references return returning right row select session similar some static super
  switch table then this throw to trailing true try typeof union unique user using values var variadic verbose void when
  where while window with yield`
    .split(/\s+/)
    .filter(Boolean),
)

/** Thrown with a sentence for the person at the keyboard. */
export class NotARoom extends Error {
  override name = 'NotARoom'
}

/** Works out every form of the name, or says why there cannot be such a room. */
export function namesFor(tree: Tree, room: string, thingGiven?: string): Names {
  const order = roomOrder(tree)
  if (order.includes(room)) throw new NotARoom(`There is a room ${room} already.`)
  const thing = thingGiven ?? singularOf(room)
  for (const [what, name] of [
    ['room', room],
    ['thing', thing],
  ] as const) {
    if (!/^[a-z]{2,30}$/.test(name)) {
      throw new NotARoom(
        `A ${what} is called by one word in small letters (its folder, schema and table), not ${JSON.stringify(name)}.`,
      )
    }
    if (KEPT.has(name))
      throw new NotARoom(
        `${name} is a word of PostgreSQL, TypeScript or the house; choose another.`,
      )
    const refused = refusedIn(name, `src/modules/${room}/`, readGlossary(tree))
    if (refused) throw new NotARoom(`${refused}.`)
  }
  const things = pluralOf(thing)
  return {
    room,
    Room: capital(room),
    thing,
    Thing: capital(thing),
    things,
    Things: capital(things),
    number: nextNumber(tree),
  }
}

function singularOf(room: string): string {
  if (room.endsWith('ies')) return `${room.slice(0, -3)}y`
  if (/(s|x|ch|sh)es$/.test(room)) return room.slice(0, -2)
  return room.endsWith('s') && !room.endsWith('ss') ? room.slice(0, -1) : 'item'
}

function pluralOf(thing: string): string {
  if (/[^aeiou]y$/.test(thing)) return `${thing.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(thing) ? `${thing}es` : `${thing}s`
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Numbers are global; a new room starts at the next ten, so that its neighbours have room to grow. */
function nextNumber(tree: Tree): string {
  const taken = [...tree.keys()].flatMap((path) => {
    const number = /\/migrations\/(\d{4})_[^/]+\.sql$/.exec(path)?.[1]
    return number ? [Number(number)] : []
  })
  const next = (Math.floor(Math.max(0, ...taken) / 10) + 1) * 10
  return String(next).padStart(4, '0')
}
