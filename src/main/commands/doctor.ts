import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { wallClock } from '#platform/clock.ts'
import { type Config, parseConfig } from '#platform/config.ts'
import { Trouble } from '#platform/trouble.ts'
import type { Command } from '../command.ts'
import { bad, type Finding, good } from '../doctor/check.ts'
import { checkCertificate } from '../doctor/certificate.ts'
import { checkDatabase } from '../doctor/database.ts'
import {
  checkAbandoned,
  checkDemo,
  checkDisk,
  checkHome,
  checkKeys,
  checkPlainTcp,
  checkPorts,
  checkScanner,
  checkSpool,
  checkWeb,
} from '../doctor/machine.ts'
import { startPostgres } from '../embedded-postgres.ts'

export const command: Command = {
  usage: '',
  about: `Looks at settings, home, disk, keys, certificate, database, clock and ports, and says what to do about what is not right.
It changes nothing. The exit code is 1 when Kasi would not run.`,
  run: async () => {
    let worst = 0
    for (const finding of await examine()) {
      print(finding)
      if (finding.state === 'bad') worst = 1
    }
    console.log(
      worst === 0 ? '\nKasi can run here.' : '\nKasi cannot run here until that is put right.',
    )
    return worst
  },
}

async function examine(): Promise<Finding[]> {
  let config: Config
  try {
    config = parseConfig(process.env)
  } catch (error) {
    if (error instanceof Trouble) return [bad('settings', error.message, error.todo)]
    throw error
  }
  const chosen = config.chosen.filter(({ from }) => from === 'environment').length
  const machine = [
    good('settings', `${chosen} from the environment, the rest as usual`),
    checkHome(config),
    checkDisk(config),
    ...checkAbandoned(),
    ...checkSpool(config),
    checkKeys(config),
    checkWeb(),
    ...checkCertificate(config, wallClock),
    ...checkPlainTcp(config),
    ...checkDemo(config),
    ...(await checkScanner(config)),
  ]
  const { findings, isRunning } = await examineDatabase(config)
  return [...machine, ...findings, ...(await checkPorts(config, isRunning))]
}

async function examineDatabase(
  config: Config,
): Promise<{ findings: Finding[]; isRunning: boolean | 'unknown' }> {
  const given = config.database.url
  if (given) {
    const findings = await checkDatabase(given.reveal(), config, wallClock)
    return { findings, isRunning: 'unknown' }
  }
  if (!existsSync(join(config.home, 'postgres/data'))) {
    return {
      findings: [good('database', 'the embedded PostgreSQL, made at the first start')],
      isRunning: false,
    }
  }
  try {
    const postgres = await startPostgres({ home: config.home })
    try {
      return {
        findings: await checkDatabase(postgres.url, config, wallClock),
        isRunning: postgres.borrowedFrom !== undefined,
      }
    } finally {
      await postgres.stop()
    }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    return { findings: [bad('database', error.message, error.todo)], isRunning: false }
  }
}

const MARKS = { good: '✓', worrying: '!', bad: '✗' }

function print({ what, state, said, todo }: Finding) {
  console.log(`${MARKS[state]} ${what.padEnd(10)} ${said}`)
  if (todo !== undefined)
    console.log(`  ${' '.repeat(10)} ${todo.replaceAll('\n', `\n  ${' '.repeat(10)} `)}`)
}
