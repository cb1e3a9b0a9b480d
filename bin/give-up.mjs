/** Prints what is wrong and what to do, and ends. */
export function giveUp(wrong, todo) {
  console.error(`\n  ${wrong}\n\n  ${todo}\n`)
  process.exit(1)
}
