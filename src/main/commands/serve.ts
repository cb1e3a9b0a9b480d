import { openShippedLog } from '#platform/log.ts'
import { describeConfig } from '#platform/config.ts'
import { openBuilding } from '../building.ts'
import { type Command, withDatabase } from '../command.ts'
import { tellSetUp } from '../tell-set-up.ts'
import { parseRoles, ROLES } from '../roles.ts'
import { refuseUnmigrated } from '../schema-state.ts'
import { untilToldToStop } from '../until-told.ts'

export const command: Command = {
  usage: '[--roles ROLE,…]',
  about: `Runs Kasi until it is told to stop (SIGTERM), on a database that \`kasi migrate\` has prepared.

  --roles   which of ${ROLES.join(', ')} this process is; all unless said. Each may run on any number of machines,
            with the same DATABASE_URL and the same keys.`,
  options: { roles: { type: 'string' } },
  run: ({ options }) => serve(options.roles === undefined ? undefined : String(options.roles)),
}

function serve(wanted: string | undefined): Promise<number> {
  const roles = parseRoles(wanted)
  return withDatabase(async ({ config, url }) => {
    const { log, close } = await openShippedLog(config)
    try {
      for (const line of describeConfig(config).split('\n')) log.debug({}, line)
      await refuseUnmigrated(url)
      const told = untilToldToStop()
      const building = await openBuilding({ config, url, roles, log })
      log.info(
        {
          ...{ roles, healthPort: building.healthPort },
          ...(building.address && { address: building.address.href }),
        },
        'Kasi is ready',
      )
      tellSetUp(building)
      log.info({}, `Stopping because of ${await told}`)
      await building.stop()
      log.info({}, 'Kasi has stopped')
      return 0
    } finally {
      await close()
    }
  })
}
