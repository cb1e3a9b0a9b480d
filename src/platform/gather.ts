/**
 * Calls that come while a unit is at work wait, and go together into the next one: a commit, a lock and a statement are
 * then shared by all who came meanwhile. Nobody waits for a clock: alone, a call is as quick as ever, and the more come, the
 * more go together. What databases do with commits (`commit_delay`), for whole commands.
 *
 * Where a unit fails, each of its calls is done alone, so that one that cannot be done costs the others nothing but time.
 */
export function gather<Input, Output>(
  work: (inputs: readonly Input[]) => Promise<readonly Output[]>,
  { most }: { most: number },
): (input: Input) => Promise<Output> {
  type Call = { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void }
  const waiting: Call[] = []
  let isAtWork = false

  async function alone({ input, resolve, reject }: Call) {
    try {
      const [output] = await work([input])
      resolve(output as Output)
    } catch (error) {
      reject(error)
    }
  }

  async function together(calls: readonly Call[]) {
    const outputs = await work(calls.map(({ input }) => input)).catch(() => undefined)
    if (!outputs) for (const call of calls) await alone(call)
    else for (const [place, call] of calls.entries()) call.resolve(outputs[place] as Output)
  }

  async function drain() {
    isAtWork = true
    while (waiting.length > 0) {
      const calls = waiting.splice(0, most)
      const [only] = calls
      if (calls.length === 1 && only) await alone(only)
      else await together(calls)
    }
    isAtWork = false
  }

  return (input) =>
    new Promise<Output>((resolve, reject) => {
      waiting.push({ input, resolve, reject })
      if (!isAtWork) void drain()
    })
}
