import { Trouble } from '#platform/trouble.ts'

/** Prints why we stop: what is wrong and what to do where we know, everything where we do not. */
export function tellTrouble(error: unknown) {
  if (error instanceof Trouble)
    console.error(`\n  ${indent(error.message)}\n\n  ${indent(error.todo)}\n`)
  else console.error(error)
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ')
}
