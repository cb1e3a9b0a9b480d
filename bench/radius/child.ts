import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'

const usage = z.object({ cpu: z.object({ user: z.number(), system: z.number() }) })

/** A Node.js process of `bench/radius/`, ready when it has sent its first message; it answers what it is asked, `cpu` with its CPU time. */
export async function startChild<T extends z.ZodType>(
  file: string,
  args: string[],
  ready: T,
  flags: string[] = [],
) {
  const execArgv = [...flags, ...profiling(file)]
  const child = fork(join(import.meta.dirname, file), args, { execArgv })
  process.once('exit', () => child.kill('SIGKILL'))
  const first = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
  const asked = async <A extends z.ZodType>(question: string, answer: A): Promise<z.infer<A>> => {
    const told = new Promise<unknown>((resolve) => child.once('message', resolve))
    child.send(question)
    return answer.parse(await told)
  }
  return {
    ready: ready.parse(first),
    asked,
    cpu_s: async () => {
      const { cpu } = await asked('cpu', usage)
      return (cpu.user + cpu.system) / 1e6
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}

/** `BENCH_CPU_PROFILE=DIR` writes a CPU profile of the server alone. */
function profiling(file: string): string[] {
  const dir = process.env.BENCH_CPU_PROFILE
  return dir && file === 'kasi.ts' ? ['--cpu-prof', `--cpu-prof-dir=${dir}`] : []
}

/** Seconds of CPU that PostgreSQL has used, where the machine tells (Linux): those of all that its main process began. */
export async function postgresCpu(url: string): Promise<() => number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const main = statOf(String(rows[0]?.pid))?.parent
  await client.end()
  return () => {
    if (main === undefined) return 0
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const children = all.map((pid) => statOf(pid)).filter((stat) => stat?.parent === main)
    const ended_s = statOf(String(main))?.ofEnded_s ?? 0
    return children.reduce((sum, stat) => sum + (stat?.cpu_s ?? 0), ended_s)
  }
}

/** Seconds of CPU that a process has used, its threads together. */
export function cpuOf(pid: number): number {
  return statOf(String(pid))?.cpu_s ?? 0
}

const TICKS_PER_S = 100

function statOf(pid: string): { parent: number; cpu_s: number; ofEnded_s: number } | undefined {
  try {
    // proc_pid_stat(5): the name may hold anything, so what counts comes after its closing bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [own, ofEnded] = [11, 13].map((at) => Number(fields[at]) + Number(fields[at + 1]))
    const [cpu_s, ofEnded_s] = [(own ?? 0) / TICKS_PER_S, (ofEnded ?? 0) / TICKS_PER_S]
    return { parent: Number(fields[1]), cpu_s, ofEnded_s }
  } catch {
    return undefined
  }
}
